using AutoMapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application;
using Newsletter.Application.Items;
using Newsletter.Domain.Articles;
using Newsletter.Domain.Authors;
using Newsletter.Domain.Editions;
using Newsletter.Domain.Publications;
using Newsletter.Domain.Tags;

namespace Newsletter.UnitTests.Items;

public sealed class ValidatorTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddApplication(new ConfigurationBuilder().Build()).BuildServiceProvider();

    private static readonly Reference Any = new(ItemId.New(DateTimeOffset.UnixEpoch));

    [Fact]
    public void The_mapping_of_content_to_documents_is_whole() => Services.GetRequiredService<IMapper>().ConfigurationProvider.AssertConfigurationIsValid();

    [Fact]
    public void Every_type_has_its_validator() =>
        Assert.Equal(Enum.GetValues<ItemType>().Select(ContentTypes.Of).ToHashSet(), Services.GetServices<IContentValidator>().Select(validator => validator.ContentType).ToHashSet());

    [Fact]
    public void Texts_may_be_as_long_as_documented_and_no_longer()
    {
        Assert.Empty(Check(new Article { Title = Long(300), Teaser = Long(1000), Kicker = Long(100), InternalNote = Long(10_000) }));
        Assert.Equal(["/internalNote too_long", "/kicker too_long", "/teaser too_long", "/title too_long"],
            Check(new Article { Title = Long(301), Teaser = Long(1001), Kicker = Long(101), InternalNote = Long(10_001) }));
    }

    [Fact]
    public void Lists_may_be_as_long_as_documented_and_name_nothing_twice()
    {
        Assert.Equal(["/tags repeated"], Check(new Article { Title = "x", Tags = [Any, Any] }));
        Assert.Equal(["/authors repeated"], Check(new Article { Title = "x", Authors = [new() { Author = Any }, new() { Author = Any }] }));
        Assert.Equal(["/synonyms too_many"], Check(new Tag { Title = "x", Synonyms = [.. Enumerable.Range(0, 51).Select(n => $"s{n}")] }));
        Assert.Equal(["/links too_many"], Check(new Author { Title = "x", Links = [.. Enumerable.Range(0, 21).Select(_ => new PlatformLink { Platform = "p", Url = "https://example.org" })] }));
        Assert.Equal(["/sections repeated"], Check(new Edition { Title = "x", Newsletter = Any, Number = 1, Sections = [new() { Key = "a" }, new() { Key = "a" }] }));
    }

    [Theory]
    [InlineData(1899, false)]
    [InlineData(1900, true)]
    [InlineData(2999, true)]
    [InlineData(3000, false)]
    public void An_edition_is_for_a_day_of_our_times(int year, bool valid) =>
        Assert.Equal(valid ? [] : ["/date out_of_range"], Check(new Edition { Title = "x", Newsletter = Any, Number = 1, Date = new(year, 7, 1) }));

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=FR", true)]
    [InlineData("FREQ=MONTHLY;BYDAY=-1MO,2TU;BYHOUR=6;BYMINUTE=30", true)]
    [InlineData("FREQ=DAILY;INTERVAL=2;COUNT=10", true)]
    [InlineData("FREQ=YEARLY;UNTIL=20301231T000000Z", true)]
    [InlineData("FREQ=YEARLY;UNTIL=20301231T000000", true)]
    [InlineData("FREQ=YEARLY;UNTIL=20301331", false)]
    [InlineData("FREQ=YEARLY;UNTIL=20301231T250000Z", false)]
    [InlineData("FREQ=YEARLY;UNTIL=00010101T000000Z", false)]
    [InlineData("freq=weekly", false)]
    [InlineData("FREQ=SECONDLY", false)]
    [InlineData("FREQ=WEEKLY;", false)]
    [InlineData("FREQ=WEEKLY;FREQ=DAILY", false)]
    [InlineData("FREQ=WEEKLY;INTERVAL=0", false)]
    [InlineData("FREQ=WEEKLY;BYMONTH=13", false)]
    [InlineData("FREQ=WEEKLY;COUNT=1;UNTIL=20301231", false)]
    [InlineData("FREQ=WEEKLY\n", false)]
    public void A_cadence_is_a_rule_of_RFC_5545(string rule, bool valid) =>
        Assert.Equal(valid ? [] : ["/cadence/rrule bad_rrule"], Check(new Publication { Title = "x", Cadence = new() { Rrule = rule } }));

    private static List<string> Check(Content content) =>
        [.. Services.GetServices<IContentValidator>().Single(validator => validator.ContentType == content.GetType()).Check(content).Select(issue => $"{issue.Pointer} {issue.Code}").Order(StringComparer.Ordinal)];

    private static string Long(int length) => new('x', length);
}
