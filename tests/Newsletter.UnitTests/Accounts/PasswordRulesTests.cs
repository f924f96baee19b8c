using Newsletter.Application.Accounts;

namespace Newsletter.UnitTests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("velvet otter")]
    [InlineData("пароль который никто не знает")]
    [InlineData("8k#Lz0pq!Vm2")]
    [InlineData("xkcd dragon keeps seven lighthouses")]
    public void A_long_and_rare_one_is_good_whatever_it_is_made_of(string password) => Assert.Null(PasswordRules.Wrong(password, "ana@example.org", "Ana Brandt"));

    [Theory]
    [InlineData("velvetotter", "bad_length")]
    [InlineData("aaaaaaaaaaaaaaaa", "common_password")]
    [InlineData("abababababababab", "common_password")]
    [InlineData("123456789012", "common_password")]
    [InlineData("password1234", "common_password")]
    [InlineData("P@ssw0rd!2026", "common_password")]
    [InlineData("passwordpassword", "common_password")]
    [InlineData("2026-Dragon-2026", "common_password")]
    [InlineData("qwertyuiop123", "common_password")]
    [InlineData("Ana Brandt 1", "own_name")]
    [InlineData("ana.brandt@example.org1", "own_name")]
    public void What_is_tried_first_is_refused(string password, string code) => Assert.Equal(code, PasswordRules.Wrong(password, "ana.brandt@example.org", "Ana Brandt")?.Code);

    [Fact]
    public void The_longest_has_128_characters()
    {
        var longest = string.Concat(Enumerable.Range(0, 32).Select(n => $"w{n:D2} "));
        Assert.Null(PasswordRules.Wrong(longest, "a@example.org", "A"));
        Assert.Equal("bad_length", PasswordRules.Wrong(longest + "x", "a@example.org", "A")?.Code);
    }

    [Fact]
    public void One_that_is_made_here_is_good() => Assert.All(Enumerable.Range(0, 50), _ => Assert.Null(PasswordRules.Wrong(PasswordMaker.Make(), "a@example.org", "A")));
}
