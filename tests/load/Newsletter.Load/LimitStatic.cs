namespace Newsletter.Load;

/// <summary>What the web server itself can do: it sends files of a folder, read once, by their names.</summary>
internal static class LimitStatic
{
    public static void Run(string folder, string url)
    {
        var bodies = Directory.GetFiles(folder).ToDictionary(file => "/" + Path.GetFileName(file), File.ReadAllBytes);
        var app = References.Build(url);
        app.Run(async context =>
        {
            var body = bodies[context.Request.Path.Value!];
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        app.Run();
    }
}

internal static class References
{
    public static WebApplication Build(string url)
    {
        var builder = WebApplication.CreateSlimBuilder([]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder.Build();
    }
}
