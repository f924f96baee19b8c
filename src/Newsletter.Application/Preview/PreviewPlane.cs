using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Preview;

/// <summary>Turns a request to the working copies, for editors or for whoever has a link.</summary>
public sealed class PreviewPlane(Plane plane, IPreviewDb db, PublicAddress address, PreviewLinks links, WorkingDocuments documents, Caller caller, TimeProvider time)
{
    public const string Root = "/preview/v1";
    public const string TokenName = "token";

    private static readonly TimeSpan Sitting = TimeSpan.FromHours(12);

    public void OpenForEditor()
    {
        Open(time.GetUtcNow() + Sitting);
        plane.LimitTo(caller.Entitlements);
    }

    /// <param name="id">The item that is asked for.</param>
    public Error? OpenForLink(string token, string id)
    {
        var read = links.Read(token);
        if (read.Failed) return read.Error;
        if (read.Value.Item.ToString() != id) return PreviewLinks.Invalid;
        caller.Become(new(CallerKind.Link, Guid.Empty, "preview link", [], []));
        documents.Pin(read.Value);
        Open(read.Value.ExpiresAt);
        plane.LimitTo(read.Value.Limits.Entitlements);
        if (read.Value.Limits.Own is { } own) db.KeepWorkToItsMaker(own);
        return null;
    }

    public Error? OpenForFile(string ticket)
    {
        if (!links.IsGood(ticket)) return PreviewLinks.Invalid;
        Open(time.GetUtcNow());
        return null;
    }

    private void Open(DateTimeOffset until) =>
        plane.TurnTo(db, new(address.Base, address.Base + Root, $"{address.Base}{Root}/files/{links.WriteTicket(until)}"), documents);
}
