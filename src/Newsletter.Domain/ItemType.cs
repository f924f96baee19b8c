using System.Text.Json.Serialization;

namespace Newsletter.Domain;

/// <summary>What an item is. The name is the <c>type</c> on the wire.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemType>))]
public enum ItemType
{
    [JsonStringEnumMemberName("newsletter")] Newsletter,
    [JsonStringEnumMemberName("edition")] Edition,
    [JsonStringEnumMemberName("article")] Article,
    [JsonStringEnumMemberName("author")] Author,
    [JsonStringEnumMemberName("tag")] Tag,
    [JsonStringEnumMemberName("podcast")] Podcast,
    [JsonStringEnumMemberName("episode")] Episode,
    [JsonStringEnumMemberName("notice")] Notice,
    [JsonStringEnumMemberName("breaking")] Breaking,
    [JsonStringEnumMemberName("media")] Media,
}
