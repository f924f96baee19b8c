using Newsletter.Application.Delivery.Search;
using Xunit;

namespace Newsletter.UnitTests.Delivery;

public sealed class SearchKeysTests
{
    [Theory]
    [InlineData("harbour", "harbour", true)]
    [InlineData("harbour", "harbor", true)]
    [InlineData("harbour", "harbuor", true)]
    [InlineData("harbour", "harbous", true)]
    [InlineData("harbour", "arbourh", true)]
    [InlineData("harbour", "harbo", false)]
    [InlineData("harbour", "harvoir", false)]
    [InlineData("tide", "tie", false)]
    public void A_letter_may_be_wrong(string one, string other, bool are)
    {
        Assert.Equal(are, SearchKeys.AreTypos(one, other));
        Assert.Equal(are, SearchKeys.AreTypos(other, one));
    }

    [Fact]
    public void What_is_marked_is_what_the_index_finds()
    {
        var random = new Random(4);
        var found = 0;
        for (var turn = 0; turn < 100_000; turn++)
        {
            var one = Word();
            var other = turn % 2 == 0 ? Word() : one.Remove(random.Next(one.Length), 1).Insert(random.Next(one.Length), "a");
            var shared = SearchKeys.Typos(one).Intersect(SearchKeys.Typos(other)).Any();
            Assert.Equal((one, other, shared), (one, other, SearchKeys.AreTypos(one, other)));
            if (shared) found++;
        }
        Assert.InRange(found, 10_000, 90_000);

        string Word() => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => "abc"[random.Next(3)]));
    }
}
