namespace Newsletter.Application.Accounts;

/// <summary>Encrypts what is stored and must be read again.</summary>
public interface ISecretBox
{
    string Close(string secret);

    string Open(string box);
}

/// <summary>A text for one person.</summary>
public sealed record Mail(string To, string Subject, string Text);

/// <summary>Takes mails and sends them on its own time, so that nobody learns from how long it takes whether there was one to send.</summary>
public interface IMailer
{
    /// <summary>Whether there is a server to send by.</summary>
    bool CanSend { get; }

    void Send(Mail mail);
}

/// <summary>Where an account is signed in: what one act of signing in gave to one program.</summary>
/// <param name="Client">The program, for people.</param>
/// <param name="LastUsedAt">When a token was given last.</param>
public sealed record AccountSession(Guid Id, string Client, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, IReadOnlyList<string> Scopes);

/// <summary>The sessions of accounts. What is ended is refused from then on, by all processes.</summary>
public interface ISessions
{
    /// <summary>Those that are going on, the newest first.</summary>
    Task<IReadOnlyList<AccountSession>> ListAsync(Guid account, CancellationToken cancellationToken);

    Task<bool> EndAsync(Guid account, Guid session, CancellationToken cancellationToken);

    Task EndAllAsync(Guid account, CancellationToken cancellationToken);
}

/// <summary>Where people signed in on our own pages. What a browser's programs were given ends with it.</summary>
public interface IBrowserSessions
{
    Task<Guid> BeginAsync(Guid account, CancellationToken cancellationToken);

    /// <summary>Begins the session of a program on this browser.</summary>
    Task<Guid> BeginAsync(Guid account, Guid browser, string client, IEnumerable<string> scopes, CancellationToken cancellationToken);

    Task<bool> IsOpenAsync(Guid account, Guid browser, CancellationToken cancellationToken);

    Task EndAsync(Guid account, Guid browser, CancellationToken cancellationToken);
}

/// <summary>A machine that signs in by itself.</summary>
/// <param name="ClientId">What it signs in with, beside its secret.</param>
public sealed record Client(Guid Id, string ClientId, string Name, string Role)
{
    public IReadOnlyList<string> Scopes => Domain.Access.Scopes.Roles[Role];
}

/// <summary>A client and its secret, which nobody sees again.</summary>
public sealed record MadeClient(Client Client, string Secret);

/// <summary>The machines that sign in by themselves (client credentials).</summary>
public interface IClients
{
    /// <summary>The newest first.</summary>
    /// <param name="before">Only those before the one with this id.</param>
    Task<IReadOnlyList<Client>> ListAsync(Guid? before, int count, CancellationToken cancellationToken);

    Task<Client?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<Client?> FindAsync(string clientId, CancellationToken cancellationToken);

    Task<MadeClient> CreateAsync(Guid id, string name, string role, CancellationToken cancellationToken);

    /// <summary>Deletes a client and its tokens, which are refused from then on.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken);
}
