namespace Newsletter.Infrastructure.Mailing;

public enum SmtpSecurity
{
    /// <summary>In the clear; for a server on the same machine.</summary>
    None,

    /// <summary>Begins in the clear and is encrypted before anything is said.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,
}

/// <summary>The server that mails are sent by.</summary>
public sealed class SmtpSettings
{
    /// <summary>No mails are sent without it.</summary>
    public string? Host { get; set; }

    /// <summary>587 if left out, 465 with Tls, 25 with None.</summary>
    public int? Port { get; set; }

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;
    public string? User { get; set; }
    public string? Password { get; set; }
    public string From { get; set; } = "newsletter@localhost";

    public int PortInUse => Port ?? Security switch { SmtpSecurity.Tls => 465, SmtpSecurity.StartTls => 587, _ => 25 };
}
