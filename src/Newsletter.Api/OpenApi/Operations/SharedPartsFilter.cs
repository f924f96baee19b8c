using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>
/// Says once what many operations say: their parameters and the answers that refuse. Said everywhere, it is more than half of a
/// document, and Swagger UI shows nothing before it has gone through all of it.
/// </summary>
internal sealed partial class SharedPartsFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = swaggerDoc.Paths.Values.SelectMany(path => path.Operations ?? []).Select(operation => operation.Value).ToList();
        var components = swaggerDoc.Components ??= new();

        var responses = new Shared<IOpenApiResponse>(operations.SelectMany(operation => operation.Responses ?? []).Where(IsRefusal).Select(response => (ReasonOf(response.Key), response.Value)));
        components.Responses = responses.Components;
        foreach (var operation in operations)
        {
            foreach (var (status, response) in (operation.Responses ?? []).Where(IsRefusal).ToList())
            {
                if (responses.IdOf(response) is { } id) operation.Responses![status] = new OpenApiResponseReference(id, swaggerDoc);
            }
        }

        var parameters = new Shared<IOpenApiParameter>(operations.SelectMany(operation => operation.Parameters ?? []).Select(parameter => (NotInIds().Replace(parameter.Name!, "-").Trim('-'), parameter)));
        components.Parameters = parameters.Components;
        foreach (var operation in operations.Where(operation => operation.Parameters is not null))
        {
            operation.Parameters = [.. operation.Parameters!.Select(parameter => parameters.IdOf(parameter) is { } id ? new OpenApiParameterReference(id, swaggerDoc) : parameter)];
        }
    }

    private static bool IsRefusal(KeyValuePair<string, IOpenApiResponse> response) => response.Key[0] is '4' or '5';

    private static string ReasonOf(string status) => NotInIds().Replace(ReasonPhrases.GetReasonPhrase(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)), "") is { Length: > 0 } reason ? reason : $"Status{status}";

    [GeneratedRegex("[^a-zA-Z0-9]+")]
    private static partial Regex NotInIds();

    /// <summary>The parts that stand more than once, each with an id of its own; the first of a name has the name itself.</summary>
    private sealed class Shared<T> where T : IOpenApiSerializable
    {
        private readonly Dictionary<object, string> ids = new(ReferenceEqualityComparer.Instance);

        public Shared(IEnumerable<(string Name, T Part)> parts)
        {
            foreach (var alike in parts.Select(part => (part.Name, part.Part, Json: JsonOf(part.Part))).GroupBy(part => part.Json).Where(alike => alike.Skip(1).Any()))
            {
                var (name, part, _) = alike.First();
                var id = Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? name : $"{name}-{number}").First(id => !Components.ContainsKey(id));
                foreach (var one in alike) ids[one.Part] = id;
                Components.Add(id, part);
            }
        }

        public Dictionary<string, T> Components { get; } = [];

        public string? IdOf(T part) => ids.GetValueOrDefault(part);

        private static string JsonOf(T part)
        {
            using var text = new StringWriter();
            part.SerializeAsV31(new OpenApiJsonWriter(text));
            return text.ToString();
        }
    }
}
