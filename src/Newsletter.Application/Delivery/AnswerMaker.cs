using System.Buffers;
using System.Text.Json;
using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>Turns stored documents into JSON objects: fills in references and bodies and leaves out what was not asked for.</summary>
internal sealed class AnswerMaker(PlaneAddress address, DateTimeOffset now, Projection projection, References references)
{
    private const string Media = "media";
    private static readonly char Translations = Includes.CodeOf("translations");

    private DocumentRenderer? whole;
    private Func<ShownDocument, bool, byte[]>? makeStub;

    /// <summary>The item as a whole.</summary>
    /// <param name="found">The members that are found on reading.</param>
    public void Write(ShownDocument root, byte[] found, DocumentBuffer output)
    {
        var start = output.Length;
        whole ??= Renderer(ShowFirst);
        whole.Render(root.Summary, root.Bodies, output);
        if (found.Length > 0)
        {
            output.Truncate(output.Length - 1);
            whole.Render(found, StoredBodies.None, output);
            output.Append((byte)'}');
        }
        KeepFields(root.Type, start, output);
        AddEmbargo(root, output);
    }

    private bool ShowFirst(char code, Guid id, DocumentBuffer output)
    {
        if (!references.IsIncluded(code)) return ShowStub(code, id, output);
        if (references.FindRendered(code, id) is { } item)
        {
            output.Append(item.Json);
            return true;
        }
        var start = output.Length;
        if (!Show(code, id, output, (inner, innerId, within) => ShowSecond(code, inner, innerId, within))) return false;
        references.Remember(code, id, output.Written[start..]);
        return true;
    }

    private bool ShowSecond(char outer, char code, Guid id, DocumentBuffer output) => references.IsIncluded(outer, code) ? Show(code, id, output, ShowStub) : ShowStub(code, id, output);

    private bool ShowStub(char code, Guid id, DocumentBuffer output)
    {
        if (references.Find(id) is not { } target) return false;
        if (code == Includes.Address) return ShowAddress(target.Document!, output);
        output.Append(target.Stub(code == Translations, makeStub ??= Stub));
        return true;
    }

    private bool ShowAddress(ShownDocument target, DocumentBuffer output)
    {
        if (target.Path.Length == 0) return false;
        output.Append((byte)'"');
        output.Append(AddressOf(target));
        output.Append((byte)'"');
        return true;
    }

    private string AddressOf(ShownDocument target) => (target.Type == Media ? address.Files : address.Base) + target.Path;

    private bool Show(char code, Guid id, DocumentBuffer output, ShowReference inner)
    {
        if (references.Find(id)?.Document is not { Summary: { } summary } target) return ShowStub(code, id, output);
        var start = output.Length;
        Renderer(inner).Render(summary, StoredBodies.None, output);
        KeepFields(target.Type, start, output);
        AddEmbargo(target, output);
        return true;
    }

    private DocumentRenderer Renderer(ShowReference show) => new(now, address, show);

    public byte[] Stub(ShownDocument target, bool withLanguage)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = ContentJson.Options.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("type", target.Type);
            json.WriteString("id", target.Id);
            json.WriteString("slug", target.Slug);
            json.WritePropertyName("title");
            json.WriteRawValue(JsonText.Write(target.Title), skipInputValidation: true);
            if (target.Path.Length == 0) json.WriteNull("url");
            else json.WriteString("url", AddressOf(target));
            if (withLanguage) json.WriteString("language", target.Language);
            if (target.VisibleFrom > now)
            {
                json.WritePropertyName("embargoUntil");
                JsonSerializer.Serialize(json, target.VisibleFrom, ContentJson.Options);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private void KeepFields(string type, int start, DocumentBuffer output)
    {
        if (!projection.Fields.TryGetValue(type, out var wanted)) return;
        var whole = output.Written[start..].ToArray();
        output.Truncate(start);
        output.Append((byte)'{');
        var reader = new Utf8JsonReader(whole);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var from = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            reader.Read();
            reader.Skip();
            if (!wanted.Contains(name) && !wanted.Contains(BodyOf(name))) continue;
            if (output.Last != '{' || output.Length > start + 1) output.Append((byte)',');
            output.Append(whole.AsSpan(from, (int)reader.BytesConsumed - from));
        }
        output.Append((byte)'}');
    }

    /// <summary>A body's other forms go with the body: bodyHtml with body.</summary>
    private static string BodyOf(string name) => name.EndsWith("Html", StringComparison.Ordinal) || name.EndsWith("Text", StringComparison.Ordinal) ? name[..^4]
        : name.EndsWith("Markdown", StringComparison.Ordinal) ? name[..^8] : name;

    /// <summary>Puts the end of being breaking behind the members of an article, where lines have it.</summary>
    public static void AddUntil(ShownDocument root, DocumentBuffer output)
    {
        if (root.Type == "article") AddInstant("until", root.BreakingUntil, output);
    }

    /// <summary>Who sees what is under embargo must see that it is.</summary>
    private void AddEmbargo(ShownDocument shown, DocumentBuffer output)
    {
        if (shown.VisibleFrom > now) AddInstant("embargoUntil", shown.VisibleFrom, output);
    }

    private static void AddInstant(string name, DateTimeOffset? instant, DocumentBuffer output)
    {
        output.Truncate(output.Length - 1);
        output.Append($",\"{name}\":");
        output.Append(JsonSerializer.SerializeToUtf8Bytes(instant, ContentJson.Options));
        output.Append((byte)'}');
    }
}
