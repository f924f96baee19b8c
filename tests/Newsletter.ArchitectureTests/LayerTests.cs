using System.Text.RegularExpressions;
using Xunit;

namespace Newsletter.ArchitectureTests;

public sealed partial class LayerTests
{
    private static readonly string[] ApplicationPackages =
    [
        "AutoMapper",
        "FluentValidation.DependencyInjectionExtensions",
        "Microsoft.EntityFrameworkCore",
        // Accounts and the rules for them; how they are kept is not in it.
        "Microsoft.Extensions.Identity.Stores",
        "BitFaster.Caching",
        // AutoMapper's own, pinned.
        "Microsoft.IdentityModel.JsonWebTokens",
    ];

    [Theory]
    [InlineData(Solution.Domain)]
    [InlineData(Solution.Application, "Newsletter.Domain")]
    [InlineData(Solution.Infrastructure, "Newsletter.Application")]
    [InlineData(Solution.PostgreSqlMigrations, "Newsletter.Infrastructure")]
    [InlineData(Solution.SqliteMigrations, "Newsletter.Infrastructure")]
    [InlineData(Solution.Api, "Newsletter.Migrations.PostgreSql", "Newsletter.Migrations.Sqlite")]
    public void A_project_references_the_layer_below_it_alone(string project, params string[] below) =>
        Assert.Equal(below, Solution.ProjectReferences(project));

    [Fact]
    public void The_domain_needs_no_package() => Rule.Holds(Solution.Packages(Solution.Domain));

    [Fact]
    public void The_application_needs_the_core_of_EF_validation_mapping_and_abstractions() =>
        Assert.All(Solution.Packages(Solution.Application).Except(ApplicationPackages), package => Assert.Matches(Abstractions(), package));

    [Theory]
    [InlineData(Solution.Domain)]
    [InlineData(Solution.Application)]
    [InlineData(Solution.Infrastructure)]
    public void HTTP_types_stand_in_the_Api_only(string project)
    {
        Rule.Holds(Solution.Frameworks(project));
        Rule.Holds(SourceFile.Under(project).SelectMany(file => file.Matches(AspNetCore())));
    }

    [Fact]
    public void AutoMapper_stands_in_the_application_only() =>
        Rule.Holds(SourceFile.All.Where(file => !file.IsUnder(Solution.Application)).SelectMany(file => file.Matches(AutoMapper())));

    [GeneratedRegex(@"^Microsoft\.Extensions\..+\.Abstractions$")]
    private static partial Regex Abstractions();

    // Identity and Data Protection have their namespaces from there, but know nothing of HTTP; the test above sees to it that the framework stays out.
    [GeneratedRegex(@"\bMicrosoft\.AspNetCore\b(?!\.(Identity|DataProtection)\b)[\w.]*")]
    private static partial Regex AspNetCore();

    [GeneratedRegex("AutoMapper")]
    private static partial Regex AutoMapper();
}
