using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>Who asks, for the length of one request or command. Commands run with all rights.</summary>
public sealed class Caller
{
    private HashSet<string> scopes = Scopes.All.ToHashSet();

    /// <summary>The key's id; empty for commands.</summary>
    public Guid Principal { get; private set; }

    public void Become(Guid principal, IEnumerable<string> granted) => (Principal, scopes) = (principal, granted.ToHashSet());

    public bool May(string scope) => scopes.Contains(scope);
}
