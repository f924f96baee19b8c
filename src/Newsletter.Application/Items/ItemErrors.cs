using Newsletter.Domain;

namespace Newsletter.Application.Items;

public static class ItemErrors
{
    public static Error Stale(int? current) => new(ErrorKind.Stale, "stale",
        current is null ? "Somebody else changed this meanwhile; read it again." : $"If-Match names an older version; the present one is \"{current}\".");

    public static Error TakenDown { get; } = new(ErrorKind.Conflict, "taken_down", "This was taken down and is kept as it is; reinstate it first.");

    public static Error SlugTaken(ItemId? by) => new(ErrorKind.Conflict, "slug_taken", "Another item of this type and language has this slug.")
    {
        ConflictingId = by,
        Issues = [new("/slug", "slug_taken", "Choose another slug.")],
    };

    public static Error SlugKept(ItemId? by) => new(ErrorKind.Conflict, "slug_taken", "Readers know, or knew, another item by this slug, and links lead there. Free it there first: DELETE .../slugs/{slug}.")
    {
        ConflictingId = by,
        Issues = [new("/slug", "slug_taken", "Choose another slug, or free this one.")],
    };

    public static Error NumberTaken(ItemId? by) => new(ErrorKind.Conflict, "number_taken", "This newsletter has an edition with this number already.")
    {
        ConflictingId = by,
        Issues = [new("/number", "number_taken", "Choose another number.")],
    };

    public static Error WrongNewsletter { get; } = Error.Invalid("/template", "wrong_newsletter", "A template is an edition of the same newsletter.");

    public static Error IdTaken(ItemId? by) => new(ErrorKind.Conflict, "id_taken", "There is an item with this id already.")
    {
        ConflictingId = by,
        Issues = [new("/id", "id_taken", "Choose another id or leave it out.")],
    };
}
