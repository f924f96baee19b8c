using System.Text;
using Newsletter.Application.Delivery;

namespace Newsletter.UnitTests.Delivery;

public sealed class TimedFormTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 6, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "a", 1)]
    [InlineData(1, "b", 3)]
    [InlineData(2, "b", 3)]
    [InlineData(3, "a", null)]
    [InlineData(9, "a", null)]
    public void What_holds_is_what_began_last(int hours, string holds, int? changes)
    {
        var stored = "a"u8.ToArray().Then(Start.AddHours(1), "b"u8.ToArray()).Then(Start.AddHours(2), "b"u8.ToArray()).Then(Start.AddHours(3), "a"u8.ToArray());
        Assert.Equal(holds, Encoding.UTF8.GetString(TimedForm.At(stored, Start.AddHours(hours))));
        Assert.Equal(changes is { } hour ? Start.AddHours(hour) : null, TimedForm.ChangesAt(stored, Start.AddHours(hours)));
    }

    [Fact]
    public void What_time_does_not_change_is_stored_as_it_is() =>
        Assert.Equal("a"u8.ToArray(), "a"u8.ToArray().Then(Start, "a"u8.ToArray()));
}
