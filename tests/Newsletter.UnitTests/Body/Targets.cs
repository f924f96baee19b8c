using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

/// <summary>Targets in memory.</summary>
internal sealed class Targets : IBodyTargets
{
    public static readonly ItemId Picture = new(Guid.Parse("01900000-0000-7000-8000-000000000001"));
    public static readonly ItemId Article = new(Guid.Parse("01900000-0000-7000-8000-000000000002"));
    public static readonly ItemId Author = new(Guid.Parse("01900000-0000-7000-8000-000000000003"));
    public static readonly ItemId Notice = new(Guid.Parse("01900000-0000-7000-8000-000000000004"));
    public static readonly ItemId Missing = new(Guid.Parse("01900000-0000-7000-8000-000000000009"));

    private readonly Dictionary<ItemId, BodyTarget> items = [];

    /// <summary>One item of each kind that blocks lead to, with this as all of their words.</summary>
    public Targets(string words = "Words")
    {
        items[Picture] = new(ItemType.Media, words, "/media/" + Picture)
        {
            Media = new("image/jpeg", $"/media/{Picture}/original.jpg") { Alt = words, Caption = words, Credit = words, Width = 640, Height = 480 },
        };
        items[Article] = new(ItemType.Article, words, "/articles/article");
        items[Author] = new(ItemType.Author, words, "/authors/author") { Author = new() { JobTitle = words, Bio = words, PortraitUrl = "/media/portrait.jpg" } };
        items[Notice] = new(ItemType.Notice, words, "/notices/notice")
        {
            Body = [new TextBlock { Children = [new() { Text = words }] }, new NoticeBlock { Reference = new(Notice) }],
        };
    }

    public BodyTarget? Find(ItemId id) => items.GetValueOrDefault(id);
}
