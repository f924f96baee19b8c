using System.Security.Cryptography;
using System.Text;
using Newsletter.Application.Delivery;

namespace Newsletter.Application.Publishing;

/// <summary>
/// Addresses of items in HTML and Markdown. They are made as absolute ones of hosts that do not exist and that nobody can guess, and become
/// <see cref="Marks"/> in what is stored: where addresses begin is a setting, and another one for those who preview.
/// </summary>
internal static class BodyAddresses
{
    private static readonly string Pages = MakeHost();
    private static readonly string Files = MakeHost();
    private static readonly (byte[] Host, byte Mark)[] Hosts = [(Encoding.ASCII.GetBytes(Pages), Marks.BaseUrl), (Encoding.ASCII.GetBytes(Files), Marks.FileUrl)];

    public static string Page(string path) => path.Length == 0 ? "" : Pages + path;

    public static string File(string path) => path.Length == 0 ? "" : Files + path;

    /// <summary>Text as a JSON string with marks in the places of the hosts.</summary>
    public static byte[] Mark(byte[] json) => Hosts.Aggregate(json, (text, host) => Mark(text, host.Host, host.Mark));

    private static byte[] Mark(byte[] json, byte[] host, byte mark)
    {
        var rest = json.AsSpan();
        if (rest.IndexOf(host) < 0) return json;
        var marked = new List<byte>(json.Length);
        for (var at = 0; (at = rest.IndexOf(host)) >= 0; rest = rest[(at + host.Length)..])
        {
            marked.AddRange(rest[..at]);
            marked.Add(mark);
        }
        marked.AddRange(rest);
        return [.. marked];
    }

    private static string MakeHost() => $"https://{RandomNumberGenerator.GetHexString(32, lowercase: true)}.invalid";
}
