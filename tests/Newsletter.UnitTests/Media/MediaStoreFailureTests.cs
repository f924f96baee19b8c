using Microsoft.Extensions.Time.Testing;
using Newsletter.Application.Media;
using Newsletter.Domain.Media;
using Newsletter.Infrastructure.Media;
using Newsletter.Infrastructure.Media.Pictures;
using Newsletter.Infrastructure.Media.S3;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.UnitTests.Media;

public sealed class MediaStoreFailureTests
{
    [Fact]
    public void A_store_that_did_not_answer_three_times_is_tried_by_one_in_five_seconds_until_it_does()
    {
        var clock = new FakeTimeProvider();
        var circuit = new StoreCircuit(clock);
        for (var n = 0; n < 3; n++)
        {
            circuit.Enter();
            circuit.Failed();
        }
        Assert.Throws<MediaStoreException>(circuit.Enter);
        clock.Advance(TimeSpan.FromSeconds(5));
        circuit.Enter();
        Assert.Throws<MediaStoreException>(circuit.Enter);
        circuit.Failed();
        Assert.Throws<MediaStoreException>(circuit.Enter);
        clock.Advance(TimeSpan.FromSeconds(5));
        circuit.Enter();
        circuit.Answered();
        for (var n = 0; n < 10; n++) circuit.Enter();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Media:Store", "Media:Store", "Cupboard")]
    [InlineData("S3:Bucket", "S3:Bucket", "")]
    [InlineData("S3:Endpoint", "S3:Endpoint", "ftp://store")]
    [InlineData("S3:PublicEndpoint", "S3:PublicEndpoint", "store")]
    [InlineData("S3:Region", "S3:Endpoint", "")]
    [InlineData("S3:AccessKey", "S3:AccessKey", "")]
    [InlineData("S3:SecretKey", "S3:SecretKey", "")]
    [InlineData("S3:Prefix", "S3:Prefix", "a//b")]
    [InlineData("S3:TimeoutSeconds", "S3:TimeoutSeconds", "0")]
    [InlineData("Media:MaxBytes", "Media:MaxBytes", "6000000000")]
    public void A_wrong_setting_is_named(string? named, string? changed, string value = "")
    {
        var settings = new Dictionary<string, string>
        {
            ["Media:Store"] = "S3",
            ["Media:MaxBytes"] = "200000000",
            ["S3:Endpoint"] = "http://store:9000",
            ["S3:PublicEndpoint"] = "https://files.example.org",
            ["S3:Bucket"] = "media",
            ["S3:Prefix"] = "news/desk/",
            ["S3:AccessKey"] = "key",
            ["S3:SecretKey"] = "secret",
            ["S3:TimeoutSeconds"] = "5",
        };
        if (changed is not null) settings[changed] = value;
        var s3 = new S3Settings
        {
            Endpoint = settings["S3:Endpoint"],
            PublicEndpoint = settings["S3:PublicEndpoint"],
            Bucket = settings["S3:Bucket"],
            Prefix = settings["S3:Prefix"],
            AccessKey = settings["S3:AccessKey"],
            SecretKey = settings["S3:SecretKey"],
            TimeoutSeconds = int.Parse(settings["S3:TimeoutSeconds"], System.Globalization.CultureInfo.InvariantCulture),
        };
        var mistake = new MediaSettings { Store = settings["Media:Store"], MaxBytes = long.Parse(settings["Media:MaxBytes"], System.Globalization.CultureInfo.InvariantCulture) }.Mistake(s3);
        if (named is null) Assert.Null(mistake);
        else Assert.StartsWith(named + " must", mistake, StringComparison.Ordinal);
    }
}
