using System.Text.Json.Serialization;

namespace Newsletter.Domain.Body;

/// <summary>One block of a body (Portable Text, https://www.portabletext.org/specification/), from a closed set: <c>bodySchema</c> 1.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "_type")]
[JsonDerivedType(typeof(TextBlock), "block")]
[JsonDerivedType(typeof(ImageBlock), "image")]
[JsonDerivedType(typeof(GalleryBlock), "gallery")]
[JsonDerivedType(typeof(VideoBlock), "video")]
[JsonDerivedType(typeof(AudioBlock), "audio")]
[JsonDerivedType(typeof(EmbedBlock), "embed")]
[JsonDerivedType(typeof(RelatedLinkBlock), "relatedLink")]
[JsonDerivedType(typeof(PullQuoteBlock), "pullQuote")]
[JsonDerivedType(typeof(CalloutBlock), "callout")]
[JsonDerivedType(typeof(PodcastBlock), "podcast")]
[JsonDerivedType(typeof(SubscribeFormBlock), "subscribeForm")]
[JsonDerivedType(typeof(AuthorBioBlock), "authorBio")]
[JsonDerivedType(typeof(NoticeBlock), "notice")]
[JsonDerivedType(typeof(TableBlock), "table")]
[JsonDerivedType(typeof(DividerBlock), "divider")]
public abstract record Block
{
    /// <summary>Identifies the block within its array: 1 to 64 of A-Z a-z 0-9 _ -. Made if left out.</summary>
    [JsonPropertyName("_key"), JsonPropertyOrder(-1)]
    public string Key { get; init; } = "";
}
