using System.Security.Cryptography;
using Newsletter.Application.Delivery;

namespace Newsletter.Application.Publishing;

/// <summary>
/// Addresses of items in HTML and Markdown. They are made as absolute ones of a host that does not exist and that nobody can guess, and become
/// <see cref="Marks.BaseUrl"/> in what is stored: where absolute links begin is a setting, and a setting may change.
/// </summary>
internal static class BodyAddresses
{
    private static readonly string Host = $"https://{RandomNumberGenerator.GetHexString(32, lowercase: true)}.invalid";
    private static readonly byte[] HostBytes = System.Text.Encoding.ASCII.GetBytes(Host);

    public static string FromRoot(string path) => path.Length == 0 ? "" : Host + path;

    /// <summary>Text as a JSON string with marks in the places of the host.</summary>
    public static byte[] Mark(byte[] json)
    {
        var rest = json.AsSpan();
        if (rest.IndexOf(HostBytes) < 0) return json;
        var marked = new List<byte>(json.Length);
        for (var at = 0; (at = rest.IndexOf(HostBytes)) >= 0; rest = rest[(at + HostBytes.Length)..])
        {
            marked.AddRange(rest[..at]);
            marked.Add(Marks.BaseUrl);
        }
        marked.AddRange(rest);
        return [.. marked];
    }
}
