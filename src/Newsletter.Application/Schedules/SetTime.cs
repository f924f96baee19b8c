using Newsletter.Domain;

namespace Newsletter.Application.Schedules;

/// <summary>Terms that may name a later time, and whether an edition's articles go along.</summary>
public interface ISetTime
{
    string? At { get; }
    string? TimeZone { get; }
    bool IncludeArticles { get; }
}

/// <summary>The terms of taking something back; all may be left out.</summary>
public sealed record UnpublishRequest : ISetTime
{
    /// <summary>Articles and editions: take it back then; an instant (RFC 3339) or, with timeZone, a local time.</summary>
    public string? At { get; init; }

    /// <summary>The zone of at (IANA), for example Europe/Berlin.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Editions only: take the articles back too that readers see in it, in the same transaction. What another published edition shows stays, and meta.warnings says so.</summary>
    public bool IncludeArticles { get; init; }
}

internal static class SetTimes
{
    /// <summary>The instant that the terms name, which must lie ahead.</summary>
    public static Result<DateTimeOffset> Due(this ISetTime terms, DateTimeOffset now)
    {
        var due = terms.TimeZone is { } zone ? LocalTimes.Resolve(terms.At!, zone)
            : Instants.TryParse(terms.At!, out var instant) ? instant
            : Error.Invalid("/at", "bad_instant", "An instant (RFC 3339) is expected here, for example 2026-01-31T12:00:00Z; with timeZone, a local time.");
        return due.Failed || due.Value > now ? due : Error.Invalid("/at", "in_the_past", "This time has passed.");
    }
}
