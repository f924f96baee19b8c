using Microsoft.AspNetCore.DataProtection;
using Newsletter.Application.Accounts;

namespace Newsletter.Infrastructure.Identity;

/// <summary>Encrypts by Data Protection, whose keys all processes share.</summary>
internal sealed class SecretBox(IDataProtectionProvider provider) : ISecretBox
{
    private readonly IDataProtector protector = provider.CreateProtector("Newsletter.Account");

    public string Close(string secret) => protector.Protect(secret);

    public string Open(string box) => protector.Unprotect(box);
}
