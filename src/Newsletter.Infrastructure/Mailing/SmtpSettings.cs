namespace Newsletter.Infrastructure.Mailing;

public enum SmtpSecurity
{
    /// <summary>In the clear; for a server on the same machine.</summary>
    None,

    /// <summary>Begins in the clear and is encrypted before anything is said; a server that cannot do so gets no mail.</summary>
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

    /// <summary>Certificates (PEM) of the authorities, or of the server itself, that are believed in the place of the system's.</summary>
    public string? CaFile { get; set; }

    public string? User { get; set; }
    public string? Password { get; set; }
    public string From { get; set; } = "newsletter@localhost";

    public int PortInUse => Port ?? Security switch { SmtpSecurity.Tls => 465, SmtpSecurity.StartTls => 587, _ => 25 };

    /// <returns>What is wrong with the settings; null if nothing.</returns>
    public string? Mistake() => CaFile is { Length: > 0 } file && MailAuthorities.Read(file) is null ? "Smtp:CaFile is no readable file of certificates (PEM)." : null;
}
