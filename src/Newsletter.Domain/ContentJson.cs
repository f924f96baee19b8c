using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Newsletter.Domain;

/// <summary>How content is written as JSON: the wire format of management, the stored working copy and the exchange files.</summary>
public static class ContentJson
{
    private static readonly ConditionalWeakTable<Content, byte[]> Known = [];

    public static JsonSerializerOptions Options { get; } = Create(new ReferenceConverter(), new TypedReferenceConverter());

    /// <summary>Content as it is stored, its type first. A save needs it several times; what never changes is written once.</summary>
    public static byte[] Stored(Content content) => Known.GetValue(content, static one => JsonSerializer.SerializeToUtf8Bytes(one, Options));

    /// <summary>The same without the type: what follows it, up to the closing brace.</summary>
    public static ReadOnlySpan<byte> Members(Content content)
    {
        // The type is a plain word, and the title always follows it.
        var stored = Stored(content).AsSpan();
        return stored[(stored.IndexOf((byte)',') + 1)..];
    }

    /// <summary>The same with other ways to write references: documents of the delivery side mark the places that are filled on reading.</summary>
    public static JsonSerializerOptions Create(params JsonConverter[] references)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            AllowOutOfOrderMetadataProperties = true,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            PropertyNameCaseInsensitive = false,
            MaxDepth = 64,
            // What is written here is never put into HTML unescaped; other scripts stay readable and short.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OmitNullsOfBlocks } },
        };
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        foreach (var converter in references) options.Converters.Add(converter);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Portable Text tells what a block is by which members it has: "listItem": null would be a list item to some renderers.</summary>
    private static void OmitNullsOfBlocks(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object || type.Type.Namespace != typeof(Body.Block).Namespace) return;
        foreach (var property in type.Properties.Where(property => property.IsGetNullable)) property.ShouldSerialize = (_, value) => value is not null;
    }

    /// <summary>Records compare lists by identity, so contents are compared by what they say.</summary>
    public static bool AreEqual(Content a, Content b) => ReferenceEquals(a, b) || Stored(a).AsSpan().SequenceEqual(Stored(b));

    private sealed class ReferenceConverter : JsonConverter<Reference>
    {
        public override Reference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(new ItemId(reader.GetGuid()));

        public override void Write(Utf8JsonWriter writer, Reference value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id.Value);
    }

    private sealed class TypedReferenceConverter : JsonConverter<TypedReference>
    {
        private sealed record Wire(ItemType Type, Guid Id);

        public override TypedReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var wire = JsonSerializer.Deserialize<Wire>(ref reader, options)!;
            return new(wire.Type, new(wire.Id));
        }

        public override void Write(Utf8JsonWriter writer, TypedReference value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Wire(value.Type, value.Id.Value), options);
    }

    /// <summary>Instants are RFC 3339 in UTC, to the millisecond, always with the same number of digits.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }
}
