using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Auth;

/// <summary>The newsroom's own identity provider.</summary>
internal sealed class ProviderSettings
{
    /// <summary>The issuer; its keys are found by OpenID Connect discovery.</summary>
    public string? Authority { get; set; }

    /// <summary>What tokens must be meant for.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim that names the roles of the bearer.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Our roles by theirs. A role that is not named here gives nothing.</summary>
    public Dictionary<string, string> RoleMap { get; set; } = [];

    /// <returns>What is wrong; null if nothing.</returns>
    public string? Mistake() =>
        string.IsNullOrEmpty(Authority) ? null
        : string.IsNullOrEmpty(Audience) ? "Oidc:Audience must be set where Oidc:Authority is: who is meant by a token matters."
        : RoleMap.Values.FirstOrDefault(role => !Scopes.Roles.ContainsKey(role)) is { } unknown ? $"Oidc:RoleMap names the role {unknown}; there are {string.Join(", ", Scopes.Roles.Keys)}."
        : null;
}

/// <summary>Access tokens of the newsroom's own identity provider.</summary>
internal sealed class ProviderTokens(ProviderSettings settings) : ITokenSource
{
    public const string Name = "Provider";

    public string Scheme => Name;

    public Task<CallerIdentity?> CallerAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var (issuer, subject) = (principal.FindFirstValue(JwtRegisteredClaimNames.Iss), principal.FindFirstValue(JwtRegisteredClaimNames.Sub));
        if (string.IsNullOrEmpty(subject)) return Task.FromResult<CallerIdentity?>(null);
        var name = principal.FindFirstValue(JwtRegisteredClaimNames.Name) ?? principal.FindFirstValue("preferred_username") ?? principal.FindFirstValue(JwtRegisteredClaimNames.Email) ?? subject;
        var roles = principal.FindAll(settings.RoleClaim).Select(claim => settings.RoleMap.GetValueOrDefault(claim.Value)).OfType<string>().ToHashSet();
        return Task.FromResult<CallerIdentity?>(new(CallerKind.User, IdOf($"{issuer}\n{subject}"), name, roles.SelectMany(role => Scopes.Roles[role]).ToHashSet(), roles));
    }

    /// <summary>The same person has the same id in every token (RFC 9562, version 8).</summary>
    private static Guid IdOf(string person)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(person)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }
}

/// <summary>How the tokens of the own provider are checked.</summary>
internal sealed class ProviderChecks(ProviderSettings settings) : IConfigureNamedOptions<JwtBearerOptions>
{
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromSeconds(30);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != ProviderTokens.Name) return;
        options.Authority = settings.Authority;
        options.Audience = settings.Audience;
        options.RequireHttpsMetadata = !(Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback);
        options.MapInboundClaims = false;
        var checks = options.TokenValidationParameters;
        checks.ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
        checks.ValidTypes = ["at+jwt", "application/at+jwt", "JWT"];
        checks.ClockSkew = ClocksDiffer;
        // A key that the provider does not name is not looked for among the others.
        checks.TryAllIssuerSigningKeys = false;
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);
}
