using System.Net;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Xunit;

namespace Newsletter.UnitTests.Access;

public sealed class KnownKeysTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Now);

    [Fact]
    public void Keys_are_believed_only_while_somebody_looks_whether_they_change()
    {
        var known = new KnownKeys(time);
        Assert.Null(known.Current);
        known.Looked(1, time.GetTimestamp());
        known.Current!["a"] = Key(null);
        time.Advance(KnownKeys.Bound - TimeSpan.FromTicks(1));
        Assert.NotEmpty(known.Current!);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(known.Current);
        known.Looked(1, time.GetTimestamp());
        Assert.NotEmpty(known.Current!);
    }

    [Fact]
    public void A_change_anywhere_forgets_all_keys_also_those_that_were_being_read()
    {
        var known = new KnownKeys(time);
        known.Looked(1, time.GetTimestamp());
        var before = known.Current!;
        known.Looked(2, time.GetTimestamp());
        before["late"] = Key(null);
        Assert.Empty(known.Current!);
        known.Current!["a"] = Key(null);
        known.Forget();
        Assert.Empty(known.Current!);
    }

    [Theory]
    [InlineData(null, "192.0.2.1", true)]
    [InlineData("https://a.example", "192.0.2.1", true)]
    [InlineData("https://b.example", "192.0.2.1", false)]
    [InlineData("null", "192.0.2.1", false)]
    [InlineData(null, "::ffff:192.0.2.200", true)]
    [InlineData(null, "192.0.3.1", false)]
    [InlineData(null, "2001:db8::7", true)]
    [InlineData(null, null, false)]
    public void A_key_is_good_from_where_it_may_be_used(string? origin, string? address, bool good)
    {
        var key = Key(null, ["https://a.example"], ["192.0.2.0/24", "2001:db8::/32"]);
        Assert.Equal(good, key.IsGoodFrom(origin, address is null ? null : IPAddress.Parse(address)));
    }

    [Fact]
    public void Of_two_secrets_the_earlier_ends_with_the_overlap_or_with_the_key()
    {
        byte[] first = [1], second = [2], third = [3];
        var key = Make(first, Now.AddHours(10));
        key.Rotate(second, Now.AddHours(2));
        Assert.Equal((Now.AddHours(2), Now.AddHours(10), DateTimeOffset.MinValue), (key.GoodUntil(first)!.Value, key.GoodUntil(second)!.Value, key.GoodUntil(third)!.Value));
        key.Rotate(third, Now.AddHours(720));
        Assert.Equal((DateTimeOffset.MinValue, Now.AddHours(10), Now.AddHours(10)), (key.GoodUntil(first)!.Value, key.GoodUntil(second)!.Value, key.GoodUntil(third)!.Value));
        key.Revoke(Now);
        Assert.Equal(DateTimeOffset.MinValue, key.GoodUntil(third));
    }

    [Fact]
    public void Limits_cover_what_is_within_them()
    {
        var (a, b) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        var one = Entitlements.All with { Newsletters = new HashSet<Guid> { a } };
        var two = Entitlements.All with { Newsletters = new HashSet<Guid> { a, b } };
        Assert.True(Entitlements.All.Cover(one) && two.Cover(one) && one.Cover(one));
        Assert.False(one.Cover(two) || one.Cover(Entitlements.All) || one.Cover(Entitlements.All with { Tags = new HashSet<Guid> { a } }));
    }

    private static KnownKey Key(DateTimeOffset? expiresAt, string[]? origins = null, string[]? networks = null) => new(Make([1], expiresAt, origins, networks), [1]);

    private static ApiKey Make(byte[] hash, DateTimeOffset? expiresAt, string[]? origins = null, string[]? networks = null) =>
        ApiKey.Create(Guid.CreateVersion7(Now), hash, new("key", null, [Scopes.ContentRead], Entitlements.All, expiresAt, origins, networks), Guid.Empty, "", Now);
}
