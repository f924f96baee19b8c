using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Newsletter.Application;
using Newsletter.Domain;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Api.OpenApi.Schemas;

/// <summary>The documentation comments of types and members: they are written for the client and are the text of the schemas.</summary>
internal static partial class Descriptions
{
    private static readonly Dictionary<string, XElement> Members = new[] { typeof(Content), typeof(Cursors), typeof(Database), typeof(Server) }
        .SelectMany(type => XDocument.Load(Path.Combine(AppContext.BaseDirectory, type.Assembly.GetName().Name + ".xml")).Descendants("member"))
        // Generated code has the same names in several assemblies.
        .DistinctBy(member => member.Attribute("name")!.Value).ToDictionary(member => member.Attribute("name")!.Value);

    public static string? Of(Type type) => Text(Members.GetValueOrDefault("T:" + Name(type))?.Element("summary"));

    public static string? Of(JsonPropertyInfo property) => property.AttributeProvider is not PropertyInfo member ? null
        : Text(Members.GetValueOrDefault($"P:{Name(member.DeclaringType!)}.{member.Name}")?.Element("summary"))
            ?? Text(Members.GetValueOrDefault("T:" + Name(member.DeclaringType!))?.Elements("param").FirstOrDefault(one => one.Attribute("name")?.Value == member.Name));

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element) => element is null ? null
        : Spaces().Replace(string.Concat(element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.', ':')[^1],
            XElement code => $"`{code.Value}`",
            _ => node.ToString(),
        })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
