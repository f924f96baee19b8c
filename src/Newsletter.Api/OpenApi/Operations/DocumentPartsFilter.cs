using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Describes the tags that a document uses.</summary>
internal sealed class DocumentPartsFilter : IDocumentFilter
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["Newsletters"] = "The publications that readers subscribe to.",
        ["Editions"] = "The issues of newsletters: what arrives on a Friday.",
        ["Articles"] = "News, analyses, interviews and all other kinds.",
        ["Authors"] = "People and desks with a byline.",
        ["Tags"] = "What things are about: topics, people, places, organisations, series, keywords.",
        ["Podcasts"] = "Shows and their episodes.",
        ["Episodes"] = "The episodes of podcasts.",
        ["Notices"] = "What readers, or those of some countries, must be told.",
        ["Breaking"] = "What is breaking now.",
        ["Media"] = "Pictures, recordings and documents.",
        ["Search"] = "From words to articles and editions.",
        ["Sync"] = "All that there is, and what changes of it.",
        ["Resolve"] = "From the path of a page to the item.",
        ["Schedules"] = "What is to be published or taken back at a set time, and what became of it.",
        ["Events"] = "What happened, for integrations that follow it.",
        ["Users"] = "The accounts of people: their roles, what they are limited to, where they are signed in.",
        ["Audit"] = "Who did what, when.",
        ["API keys"] = "The keys of machines: what each may do, and what it is limited to.",
        ["Clients"] = "The machines that sign in by themselves: what each may do.",
    };

    private static readonly List<string> Order = [.. Meanings.Keys];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var used = from path in swaggerDoc.Paths.Values
                   from operation in path.Operations ?? []
                   from tag in operation.Value.Tags ?? new HashSet<OpenApiTagReference>()
                   select tag.Reference.Id!;
        swaggerDoc.Tags = used.Distinct().OrderBy(name => Order.IndexOf(name) is >= 0 and var at ? at : Order.Count).Select(name => new OpenApiTag { Name = name, Description = Meanings.GetValueOrDefault(name) }).ToHashSet();
    }
}
