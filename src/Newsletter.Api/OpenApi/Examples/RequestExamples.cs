using System.Text.Json.Nodes;

namespace Newsletter.Api.OpenApi.Examples;

/// <summary>
/// Bodies that can be sent as they stand to a server with the demo content. New items have slugs that the demo content does not have;
/// the JSON lies beside this file, one object for each type, named as in addresses.
/// </summary>
internal static class RequestExamples
{
    /// <summary>The id of the key that the example makes; the others are tried on it.</summary>
    public const string Key = "01a16028-0d40-71e1-90f3-858bda43ecf0";

    private static readonly JsonObject Created = Read("created.json");
    private static readonly JsonObject Changed = Read("changed.json");

    /// <summary>The id of the account that the example makes; the others are tried on it.</summary>
    public const string User = "01a16028-0d40-71e1-90f3-858bda43ecf1";

    /// <summary>The id of the client that the example makes; the others are tried on it.</summary>
    public const string Client = "01a16028-0d40-71e1-90f3-858bda43ecf3";

    /// <summary>The id of the upload that the example begins; the others are tried on it.</summary>
    public const string Upload = "01a16028-0d40-71e1-90f3-858bda43ecf4";

    public const int UploadLength = 1_000_000;

    /// <summary>The first bytes of a file, and those that follow.</summary>
    public const string UploadStart = "%PDF-1.7";

    public const string UploadNext = " and so on";

    /// <summary>The file's name, the id above and a title.</summary>
    public const string UploadMetadata = "filename dGlkZS10YWJsZS5wZGY=,id MDFhMTYwMjgtMGQ0MC03MWUxLTkwZjMtODU4YmRhNDNlY2Y0,title VGhlIHRpZGUgdGFibGU=";

    public static string SlugOfCreated(string plural) => (string)Created[plural]!["slug"]!;

    /// <summary>A new item of this type.</summary>
    public static JsonNode? Create(string plural) => Created[plural]?.DeepClone();

    /// <summary>The item that PathExamples names, as a whole.</summary>
    public static JsonNode? Replace(string plural)
    {
        var whole = Create(plural)?.AsObject();
        whole?.Remove("slug");
        foreach (var (name, value) in Changed[plural] as JsonObject ?? []) whole?[name] = value?.DeepClone();
        return whole;
    }

    /// <summary>A few fields of an item.</summary>
    public static JsonNode? Patch(string plural) => Changed[plural]?.DeepClone();

    /// <summary>What goes with an action on an item.</summary>
    /// <param name="action">The last word of its address.</param>
    /// <returns>Null where it is no action, or one without a body.</returns>
    public static JsonNode? Act(string action, string plural) => action switch
    {
        "publish" or "validate" => plural == "editions" ? new JsonObject { ["includeArticles"] = true } : new JsonObject { ["expiresAt"] = "2040-01-01T00:00:00Z" },
        "unpublish" => plural == "editions" ? new JsonObject { ["at"] = "2040-01-01T00:00:00Z", ["includeArticles"] = true } : new JsonObject { ["at"] = "2040-01-01T00:00:00Z" },
        "next" => new JsonObject { ["date"] = "2026-12-03" },
        "submit" => new JsonObject { ["comment"] = "Ready. The second paragraph is new." },
        "approve" => new JsonObject { ["comment"] = "Checked against the minutes." },
        "reject" => new JsonObject { ["comment"] = "Who confirmed the date? Please name a second source." },
        "comments" => new JsonObject { ["text"] = "The title promises more than the text keeps.", ["pointer"] = "/title" },
        "preview-link" => new JsonObject { ["expiresInHours"] = 48 },
        "corrections" => new JsonObject { ["kind"] = "correction", ["text"] = "An earlier version gave the wrong year for the repair of the lock. It was 2019." },
        "assignee" => new JsonObject { ["assignee"] = "ana-brandt" },
        "upload-links" => new JsonObject { ["fileName"] = "sorrel-lock-at-dawn.mp4", ["bytes"] = 184_220_117, ["contentType"] = "video/mp4" },
        "rotate" => new JsonObject { ["overlapHours"] = 48 },
        "takedown" => new JsonObject { ["reason"] = "Injunction of the Velmora regional court, file 7 C 114/26.", ["publicReason"] = "Removed for legal reasons." },
        _ => null,
    };

    private static JsonObject Read(string name)
    {
        using var stream = typeof(RequestExamples).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
