using Newsletter.Application;

namespace Newsletter.UnitTests.Items;

public sealed class ParametersTests
{
    [Fact]
    public void A_comma_means_or_and_a_repetition_means_and()
    {
        var parameters = Of(("tag", ["a,b", "c"]));
        Assert.Equal([["a", "b"], ["c"]], parameters.Groups("tag"));
        Assert.Null(parameters.Finish());
    }

    [Fact]
    public void What_was_not_asked_for_is_named_with_what_there_is()
    {
        var parameters = Of(("limit", ["5"]), ("nonsense", ["1"]));
        Assert.Equal(5, parameters.Whole("limit", 1, 100, 20));
        var issue = Assert.Single(parameters.Finish()!.Issues);
        Assert.Equal(("?nonsense", "unknown_parameter"), (issue.Pointer, issue.Code));
        Assert.Equal(["limit"], issue.Allowed);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("+5")]
    [InlineData(" 5")]
    [InlineData("5.0")]
    [InlineData("٥")]
    [InlineData("99999999999999999999")]
    public void A_whole_number_is_digits_within_the_range(string text)
    {
        var parameters = Of(("limit", [text]));
        Assert.Equal(20, parameters.Whole("limit", 1, 100, 20));
        Assert.Equal("bad_parameter", parameters.Finish()!.Issues.Single().Code);
    }

    [Fact]
    public void Too_many_or_too_long_values_are_refused()
    {
        var parameters = Of(("tag", [string.Join(',', Enumerable.Repeat("a", 101))]), ("author", [new string('a', 201)]), ("q", [new string('a', 1001)]), ("ids", [",,"]));
        Assert.Empty(parameters.Groups("tag"));
        Assert.Empty(parameters.Groups("author"));
        Assert.Null(parameters.One("q"));
        Assert.Empty(parameters.Ids("ids"));
        Assert.Equal(["?author", "?ids", "?q", "?tag"], parameters.Finish()!.Issues.Select(issue => issue.Pointer).Order(StringComparer.Ordinal));
    }

    private static Parameters Of(params (string Name, string[] Values)[] query) => new(query.ToDictionary(one => one.Name, one => (IReadOnlyList<string>)one.Values));
}
