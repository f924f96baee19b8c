using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;
using Newsletter.Domain.Body;
using TypedReference = Newsletter.Domain.TypedReference;

namespace Newsletter.Application.Publishing;

/// <summary>Writes documents as JSON with <see cref="Marks"/> where reading fills in references, bodies and addresses.</summary>
internal static class DocumentEncoder
{
    // In the tree, what becomes a mark is a string that begins with the mark's own character and a word that nobody can guess, so that no
    // content can pass for one.
    private const char ReferenceSign = (char)Marks.Reference;
    private const char BaseUrlSign = (char)Marks.BaseUrl;
    private const char FileUrlSign = (char)Marks.FileUrl;
    private const char PlaneUrlSign = (char)Marks.PlaneUrl;
    private const char BodySign = (char)Marks.BodySlot;

    private static readonly string Secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private static readonly byte[] SecretBytes = Encoding.ASCII.GetBytes(Secret);

    private static readonly JsonSerializerOptions BlockOptions = ContentJson.Create(new ReferenceMark(), new TypedReferenceMark());
    private static readonly JsonSerializerOptions DocumentOptions = ContentJson.Create(new ReferenceMark(), new TypedReferenceMark(), new BodyMark());

    /// <summary>Members that are found on reading and are not part of what is stored.</summary>
    private static readonly HashSet<string> FoundOnReading = ["embargoUntil", "editions", "translations", "previous", "next", "articleCount"];

    /// <summary>References that may be missing without taking what holds them along.</summary>
    private static readonly HashSet<string> OptionalMembers = ["poster", "episode", "image"];

    /// <summary>The path of a page.</summary>
    public static string Page(string path) => BaseUrlSign + Secret + path;

    /// <summary>The path of a file.</summary>
    public static string File(string path) => FileUrlSign + Secret + path;

    /// <summary>A path within the plane of the API that shows the document.</summary>
    public static string InPlane(string path) => PlaneUrlSign + Secret + path;

    public static byte[] Encode(Document document)
    {
        var root = JsonSerializer.SerializeToNode(document, document.GetType(), DocumentOptions)!.AsObject();
        foreach (var name in FoundOnReading) root.Remove(name);
        if (document is EditionDocument) root.Remove("notices");
        var writer = new Writer();
        writer.Object(root, Includes.Other, isRoot: true);
        return writer.ToArray();
    }

    public static byte[] EncodeBlocks(IReadOnlyList<Block> blocks)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(blocks, BlockOptions);
        // Most bodies hold no reference; theirs is written already, but for characters that stand as escapes.
        if (json.AsSpan().IndexOf(SecretBytes) < 0 && json.AsSpan().IndexOf("\\u"u8) < 0) return json;
        var writer = new Writer();
        writer.Array(JsonNode.Parse(json)!.AsArray(), Includes.CodeOf("references"));
        return writer.ToArray();
    }

    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> output = new(4096);
        private int slots;

        public byte[] ToArray() => output.WrittenSpan.ToArray();

        public void Object(JsonObject node, char code, bool isRoot = false)
        {
            Byte('{');
            var first = true;
            foreach (var (name, value) in node)
            {
                if (Sign(value) == BodySign)
                {
                    // Never the first member, so reading can put a comma before each form of the body.
                    Byte((char)Marks.BodySlot);
                    Ascii(string.Create(CultureInfo.InvariantCulture, $"{slots++}:{name}"));
                    Byte((char)Marks.End);
                    continue;
                }
                if (!first) Byte(',');
                first = false;
                Text(name);
                Byte(':');
                var within = isRoot ? Includes.CodeOf(name) : name == "article" && code == Includes.Other ? Includes.CodeOf("articles") : code;
                if (isRoot && name == "breaking" && value is JsonObject breaking) Until(breaking);
                else Member(value, within, mayBeNull: isRoot || OptionalMembers.Contains(name));
            }
            Byte('}');
        }

        public void Array(JsonArray array, char code)
        {
            Byte('[');
            for (var at = 0; at < array.Count; at++)
            {
                if (at > 0) Byte(',');
                var element = array[at];
                var carried = Sign(element) == ReferenceSign || (element is JsonObject item && IsCarried(item));
                if (carried) Bytes([Marks.Begin, Marks.Element]);
                Bare(element, code);
                if (carried) Byte((char)Marks.End);
            }
            Byte(']');
        }

        /// <summary>A member's value. A reference that cannot be shown leaves null here, or takes the object that holds it along.</summary>
        private void Member(JsonNode? value, char code, bool mayBeNull)
        {
            var guarded = (mayBeNull && Sign(value) == ReferenceSign) || (value is JsonObject child && IsCarried(child));
            if (guarded) Bytes([Marks.Begin, Marks.Value]);
            Bare(value, code);
            if (guarded) Byte((char)Marks.End);
        }

        private void Bare(JsonNode? value, char code)
        {
            switch (value)
            {
                case JsonObject child: Object(child, code); break;
                case JsonArray array: Array(array, code); break;
                default:
                    if (Sign(value) == ReferenceSign)
                    {
                        Byte((char)Marks.Reference);
                        Byte(code);
                        Ascii(Rest(value));
                    }
                    else if (Sign(value) is (BaseUrlSign or FileUrlSign or PlaneUrlSign) and var sign)
                    {
                        Byte('"');
                        Byte(sign);
                        // A list of addresses has the sign before each.
                        var parts = Rest(value).Split(sign + Secret);
                        for (var at = 0; at < parts.Length; at++)
                        {
                            if (at > 0) Byte(sign);
                            Bytes(JsonText.Write(parts[at]).AsSpan()[1..^1]);
                        }
                        Byte('"');
                    }
                    else if (value is null) Ascii("null");
                    else if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text)) Text(text);
                    else Bytes(JsonSerializer.SerializeToUtf8Bytes(value, ContentJson.Options));
                    break;
            }
        }

        private void Until(JsonObject breaking)
        {
            var until = breaking["until"]!.GetValue<DateTimeOffset>();
            Byte((char)Marks.Until);
            Ascii(until.UtcTicks.ToString("x16", CultureInfo.InvariantCulture));
            Object(breaking, Includes.Other);
            Byte((char)Marks.End);
        }

        /// <summary>True for what says nothing without the reference directly in it.</summary>
        private static bool IsCarried(JsonObject node) => node.Any(member => Sign(member.Value) == ReferenceSign && !OptionalMembers.Contains(member.Key));

        private static char Sign(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) && text.Length > Secret.Length && text.AsSpan(1).StartsWith(Secret) ? text[0] : '\0';

        private static string Rest(JsonNode? value) => value!.GetValue<string>()[(1 + Secret.Length)..];

        private void Text(string text) => JsonText.Write(text, output);

        private void Byte(char value) => Bytes([(byte)value]);

        private void Bytes(ReadOnlySpan<byte> bytes) => output.Write(bytes);

        private void Ascii(string text) => Bytes(Encoding.ASCII.GetBytes(text));
    }

    private sealed class ReferenceMark : JsonConverter<Reference>
    {
        public override Reference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Reference value, JsonSerializerOptions options) => writer.WriteStringValue($"{ReferenceSign}{Secret}{value.Id.Value:N}");
    }

    private sealed class TypedReferenceMark : JsonConverter<TypedReference>
    {
        public override TypedReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, TypedReference value, JsonSerializerOptions options) => writer.WriteStringValue($"{ReferenceSign}{Secret}{value.Id.Value:N}");
    }

    private sealed class BodyMark : JsonConverter<IReadOnlyList<Block>>
    {
        public override IReadOnlyList<Block> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<Block> value, JsonSerializerOptions options) => writer.WriteStringValue(BodySign + Secret);
    }
}
