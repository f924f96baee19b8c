using System.Text.RegularExpressions;
using Xunit;

namespace Newsletter.ArchitectureTests;

/// <summary>What delivery cannot name it cannot leak.</summary>
public sealed class DeliveryTests
{
    private static readonly string[] Folders = [Solution.Application + "/Delivery", Solution.Api + "/Delivery"];

    /// <summary>The namespaces of the aggregates, in every layer. Media is not among them: its values (a file, a focal point) are shown as they are; its content has a name below.</summary>
    private static readonly string[] EditorialNamespaces = ["Articles", "Authors", "Breaking", "Editions", "Notices", "Podcasts", "Publications", "Tags"];

    private static readonly string[] EditorialTypes = ["Item", "Content", "MediaAsset", "UploadMedia", "IEditorialDb", "EditorialDbContext"];

    private static readonly Regex Editorial = new(
        $@"\b(Domain|Application|Infrastructure)\.({string.Join('|', EditorialNamespaces)})\b|\b({string.Join('|', EditorialTypes)})\b");

    [Fact]
    public void Delivery_names_no_editorial_type() =>
        Rule.Holds(Folders.SelectMany(SourceFile.Under).SelectMany(file => file.Matches(Editorial)));

    [Fact]
    public void No_editorial_namespace_is_imported_behind_its_back() =>
        Rule.Holds(
            from project in new[] { Solution.Application, Solution.Api }
            from file in SourceFile.Under(project)
            from line in file.Code.Split('\n')
            where line.Contains("global using", StringComparison.Ordinal) || line.Contains("<Using ", StringComparison.Ordinal)
            where Editorial.IsMatch(line)
            select $"{file.Path}: {line.Trim()}");
}
