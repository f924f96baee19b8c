using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Accounts;

/// <summary>What a person does with a browser: it keeps cookies, as one on the server's own machine does, and fills forms in.</summary>
internal sealed partial class Browser(TestServer server) : IDisposable
{
    private readonly HttpClient client = server.Client(null);
    private readonly Dictionary<string, string> cookies = [];

    public string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public string RedirectUri => $"http://127.0.0.1:{server.Address.Port}/swagger/oauth2-redirect.html";

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public Task<Page> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Fills the form of a page in and sends it.</summary>
    public Task<Page> SubmitAsync(Page page, params (string Name, string Value)[] fields)
    {
        var form = page.Form(fields);
        return SendAsync(new(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.Fields) });
    }

    public Task<Page> PostAsync(string path, Dictionary<string, string> fields) => SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) });

    /// <summary>Signs in with the e-mail address and password.</summary>
    public async Task<Page> SignInAsync(string email, string password) => await SubmitAsync(await GetAsync("/account/sign-in"), ("email", email), ("password", password));

    public string AuthorizeUrl(string scope, params (string Name, string? Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = "swagger-ui",
            ["redirect_uri"] = RedirectUri,
            ["scope"] = scope,
            ["state"] = "s",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) query[name] = value;
        return "/connect/authorize?" + string.Join('&', query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
    }

    /// <summary>Gets a code, for who is signed in already.</summary>
    public async Task<string> CodeAsync(string scope)
    {
        var answer = await GetAsync(AuthorizeUrl(scope));
        Assert.Equal(302, answer.Status);
        Assert.StartsWith(RedirectUri, answer.Location, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(new Uri(answer.Location!).Query);
        Assert.Equal("s", query["state"]);
        return query["code"] ?? throw new InvalidOperationException(answer.Location);
    }

    public Task<Page> RedeemAsync(string code, string? verifier = null) => TokenAsync(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", verifier ?? Verifier));

    public Task<Page> RefreshAsync(string token) => TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token));

    /// <summary>Signs in and gets the tokens for Swagger UI.</summary>
    public async Task<JsonObject> TokensAsync(string email, string password, string scope = "offline_access")
    {
        Assert.Equal(302, (await SignInAsync(email, password)).Status);
        var answer = await RedeemAsync(await CodeAsync(scope));
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    public void Dispose() => client.Dispose();

    private Task<Page> TokenAsync(params (string Name, string Value)[] fields) =>
        PostAsync("/connect/token", fields.Append((Name: "client_id", Value: "swagger-ui")).ToDictionary(field => field.Name, field => field.Value));

    private async Task<Page> SendAsync(HttpRequestMessage request)
    {
        if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var response = await client.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var cookie = CookiePattern().Match(set);
            // What a browser demands of a cookie with this prefix.
            Assert.StartsWith("__Host-", cookie.Groups["name"].Value, StringComparison.Ordinal);
            Assert.Contains("; secure", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", set, StringComparison.OrdinalIgnoreCase);
            if (cookie.Groups["value"].Value.Length == 0) cookies.Remove(cookie.Groups["name"].Value);
            else cookies[cookie.Groups["name"].Value] = cookie.Groups["value"].Value;
        }
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.OriginalString, request.RequestUri!.OriginalString);
    }

    [GeneratedRegex("^(?<name>[^=]+)=(?<value>[^;]*)")]
    private static partial Regex CookiePattern();
}

/// <summary>An answer as a browser has it.</summary>
internal sealed partial record Page(int Status, string Text, string? Location, string Path)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Text)!;

    /// <summary>The page without what is another in each: the token of the form.</summary>
    public string Plain => TokenPattern().Replace(Text, "");

    /// <summary>The first form of the page, or the one that is sent there.</summary>
    public (string Action, Dictionary<string, string> Fields) Form((string Name, string Value)[] filled, string? action = null)
    {
        var form = FormPattern().Matches(Text).FirstOrDefault(form => action is null || form.Groups["url"].Value == action);
        Assert.True(form is not null, $"{Status} {Text}");
        var fields = InputPattern().Matches(form.Value).ToDictionary(input => input.Groups["name"].Value, input => WebUtility.HtmlDecode(input.Groups["value"].Value));
        foreach (var (name, value) in filled) fields[name] = value;
        return (form.Groups["url"].Value, fields);
    }

    [GeneratedRegex("<form method=\"post\" action=\"(?<url>[^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\"(?: [a-z]+=\"[a-z]*\")? value=\"(?<value>[^\"]*)\"")]
    private static partial Regex InputPattern();

    [GeneratedRegex("name=\"formToken\" value=\"[^\"]*\"")]
    private static partial Regex TokenPattern();
}
