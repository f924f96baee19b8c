using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>Who asks, for the length of one request or command. Commands run with all rights.</summary>
public sealed class Caller
{
    private HashSet<string> scopes = Scopes.All.ToHashSet();

    /// <summary>The key's id; empty for commands.</summary>
    public Guid Principal { get; private set; }

    /// <summary>The key's name, for people.</summary>
    public string Name { get; private set; } = "system";

    /// <summary>Why it is done, in the caller's words; stands in the history.</summary>
    public string? Reason { get; set; }

    public void Become(Guid principal, string name, IEnumerable<string> granted) => (Principal, Name, scopes) = (principal, name, granted.ToHashSet());

    public bool May(string scope) => scopes.Contains(scope);
}
