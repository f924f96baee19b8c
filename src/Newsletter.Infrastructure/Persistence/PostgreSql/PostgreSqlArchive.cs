using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>PostgreSQL's own programs, which must not be older than the server.</summary>
internal sealed class PostgreSqlArchive(string connectionString) : IDatabaseArchive
{
    public string Engine => nameof(DatabaseProvider.PostgreSql);

    public string FileName => "newsletter.dump";

    public Task<string?> WriteAsync(string path, CancellationToken cancellationToken) => RunAsync("pg_dump", ["--format=custom", "--no-password", "--file=" + path], cancellationToken);

    /// <summary>Owner and grants are those of who restores; the migration that follows makes them anew.</summary>
    public Task<string?> ReadAsync(string path, CancellationToken cancellationToken) =>
        RunAsync("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password", "--dbname=" + Settings.Database, path], cancellationToken);

    private NpgsqlConnectionStringBuilder Settings { get; } = new(connectionString);

    /// <summary>Where the server is and the password go by the environment: others on the machine can read a command line.</summary>
    private async Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (Find(program) is not { } found) return $"There is no {program} on the PATH: install PostgreSQL's client programs (on Debian postgresql-client), of the server's version or a later one.";
        var start = new ProcessStartInfo(found, arguments) { RedirectStandardError = true };
        Add("PGHOST", Settings.Host);
        Add("PGPORT", Settings.Port.ToString(CultureInfo.InvariantCulture));
        Add("PGDATABASE", Settings.Database);
        Add("PGUSER", Settings.Username);
        Add("PGPASSWORD", Settings.Password);
        Add("PGPASSFILE", Settings.Passfile);
        Add("PGSSLROOTCERT", Settings.RootCertificate);
        Add("PGSSLMODE", Settings.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() });
        using var process = Process.Start(start)!;
        try
        {
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : $"{program} failed: {errors.Trim()}";
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) start.Environment[name] = value;
        }
    }

    private static string? Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
