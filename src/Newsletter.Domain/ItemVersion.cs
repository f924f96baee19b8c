namespace Newsletter.Domain;

/// <summary>What an item said at one of its revisions.</summary>
public sealed record ItemVersion(int Revision, string Slug, string Language, ItemId TranslationGroup, Content Content);
