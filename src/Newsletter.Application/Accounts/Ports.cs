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
