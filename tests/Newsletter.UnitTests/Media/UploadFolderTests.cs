using System.Text.Json.Nodes;
using Newsletter.Application.Access;
using Newsletter.Application.Media.Resumable;
using Newsletter.Infrastructure.Media;
using Xunit;

namespace Newsletter.UnitTests.Media;

public sealed class UploadFolderTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly DirectoryInfo staging = Directory.CreateTempSubdirectory("newsletter-staging-");

    private UploadFolder Folder => new(new(staging.FullName));

    public void Dispose() => staging.Delete(recursive: true);

    [Fact]
    public void What_nobody_waits_for_is_swept_and_what_may_go_on_stays()
    {
        var (live, expired) = (Upload(Now.AddHours(1)), Upload(Now.AddMinutes(-1)));
        foreach (var upload in new[] { live, expired })
        {
            Folder.Save(upload);
            Write($"{upload.Id:N}.upload", Now);
        }
        Write("left-by-a-process", Now.AddDays(-2));
        Write("being-written", Now);

        Folder.Sweep(Now);

        Assert.NotNull(Folder.Find(live.Id));
        Assert.Null(Folder.Find(expired.Id));
        Assert.Equal(new[] { $"{live.Id:N}.upload", $"{live.Id:N}.upload.json", "being-written" }.Order(StringComparer.Ordinal), staging.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_needs_no_sweeping()
    {
        staging.Delete();
        Folder.Sweep(Now);
        staging.Create();
    }

    private void Write(string name, DateTimeOffset at)
    {
        var path = Path.Combine(staging.FullName, name);
        File.WriteAllBytes(path, [1]);
        File.SetLastWriteTimeUtc(path, at.UtcDateTime);
    }

    private static ResumableUpload Upload(DateTimeOffset expiresAt) => new()
    {
        Id = Guid.NewGuid(),
        By = CallerKind.Key,
        Principal = Guid.NewGuid(),
        Length = 10,
        FileName = null,
        Fields = new JsonObject(),
        Metadata = null,
        ExpiresAt = expiresAt,
    };
}
