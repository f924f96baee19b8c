using System.Text.RegularExpressions;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ArchitectureTests;

public sealed partial class NameTests
{
    private static readonly string[] Roots = ["src", "migrations", "tests"];
    private static readonly string[] Drawers = ["Common", "Shared", "Core", "Helpers", "Utils", "Services", "Managers", "Interfaces"];

    [Fact]
    public void No_folder_is_a_drawer_for_everything() =>
        Rule.Holds(
            from root in Roots
            from folder in Directory.EnumerateDirectories(RepositoryRoot.Combine(root), "*", SearchOption.AllDirectories)
            let relative = Path.GetRelativePath(RepositoryRoot.Path, folder)
            where !relative.Contains("node_modules", StringComparison.Ordinal)
            where Drawers.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase)
            select relative);

    [Fact]
    public void No_type_is_named_after_its_mechanics() =>
        Rule.Holds(Solution.Types.Where(type => Mechanics().IsMatch(type.Name)).Select(type => type.FullName));

    [Fact]
    public void A_class_is_sealed_abstract_or_static() =>
        Rule.Holds(Solution.Types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract).Select(type => type.FullName));

    // The arity of a generic type follows a backtick.
    [GeneratedRegex(@"(Dto|Model|Manager|Helper)(`\d+)?$")]
    private static partial Regex Mechanics();
}
