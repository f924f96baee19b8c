using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Newsletter.Testing;

namespace Newsletter.ArchitectureTests;

internal static class Solution
{
    public const string Domain = "src/Newsletter.Domain";
    public const string Application = "src/Newsletter.Application";
    public const string Infrastructure = "src/Newsletter.Infrastructure";
    public const string Api = "src/Newsletter.Api";
    public const string PostgreSqlMigrations = "migrations/Newsletter.Migrations.PostgreSql";
    public const string SqliteMigrations = "migrations/Newsletter.Migrations.Sqlite";

    /// <summary>The types that somebody wrote in the four layers.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. from project in new[] { Domain, Application, Infrastructure, Api }
           from type in Assembly.Load(Path.GetFileName(project)).GetTypes()
           where !type.Name.Contains('<', StringComparison.Ordinal) && !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
           where type.Namespace?.StartsWith("Newsletter", StringComparison.Ordinal) ?? false
           select type,
    ];

    public static string[] ProjectReferences(string project) =>
        [.. Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))).Order(StringComparer.Ordinal)];

    public static string[] Packages(string project) => [.. Includes(project, "PackageReference").Order(StringComparer.Ordinal)];

    public static string[] Frameworks(string project) => [.. Includes(project, "FrameworkReference")];

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Load(RepositoryRoot.Combine(project, Path.GetFileName(project) + ".csproj")).Descendants(element).Select(node => (string)node.Attribute("Include")!);
}
