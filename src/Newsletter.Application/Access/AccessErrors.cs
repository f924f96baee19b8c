using Newsletter.Domain;

namespace Newsletter.Application.Access;

public static class AccessErrors
{
    /// <summary>Never shown: whoever meets it reads the stored answer instead.</summary>
    public static Error RequestRepeated { get; } = new(ErrorKind.Conflict, "request_repeated", "A request with this Idempotency-Key was answered already.");

    public static Error MayNotPublish { get; } = new(ErrorKind.Forbidden, "forbidden", "Publishing takes the scope content:publish; save it as a draft.");

    public static Error MayNotWithdraw { get; } = new(ErrorKind.Forbidden, "forbidden", "Readers see this; deleting it takes the scope content:publish.");

    public static Error KeyReused { get; } = new(ErrorKind.Invalid, "idempotency_key_reused", "This Idempotency-Key came with another request before; use a new one.");

    public static Error BeyondItems { get; } = new(ErrorKind.Forbidden, "forbidden", "This does not belong to what you work on, or would not belong to it any more.");

    public static Error BeyondRights { get; } = new(ErrorKind.Forbidden, "forbidden", "This key may do or see more than you may.");

    public static Error KeyRevoked { get; } = new(ErrorKind.Conflict, "key_revoked", "This key was revoked; make another one.");
}
