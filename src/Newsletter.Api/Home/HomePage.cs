using System.Reflection;
using System.Text.Encodings.Web;

namespace Newsletter.Api.Home;

/// <summary>The page at the root: what runs here and where to go.</summary>
internal static class HomePage
{
    public static void MapHome(this IEndpointRouteBuilder routes)
    {
        var version = typeof(HomePage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var page = Read("home.html").Replace("{{version}}", version, StringComparison.Ordinal);
        var style = Read("home.css");
        routes.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], (HttpRequest request) =>
            Results.Text(page.Replace("{{address}}", HtmlEncoder.Default.Encode($"{request.Scheme}://{request.Host}"), StringComparison.Ordinal), "text/html; charset=utf-8")).ExcludeFromDescription();
        routes.MapMethods("/home.css", [HttpMethods.Get, HttpMethods.Head], () => Results.Text(style, "text/css; charset=utf-8")).ExcludeFromDescription();
    }

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(HomePage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
