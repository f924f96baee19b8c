using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>How to import.</summary>
/// <param name="Folder">The folder with the files.</param>
/// <param name="Strict">Whether the first bad line ends the import; nothing of its batch is written.</param>
public sealed record ImportRequest(string Folder, bool Strict = false);

/// <summary>A line, or a whole file, that could not be imported.</summary>
/// <param name="Line">From 1; 0 when it is the file.</param>
public sealed record ImportFailure(string File, int Line, Issue Issue);

public enum ImportStep { Reading, Importing, Finishing }

/// <summary>How far an import has come.</summary>
/// <param name="Total">In lines; while reading in bytes.</param>
public sealed record ImportProgress(ImportStep Step, string File, long Done, long Total);

/// <summary>Told of an import while it runs, so that nothing has to be kept until its end.</summary>
public interface IImportObserver
{
    void Moved(ImportProgress progress);

    void Failed(ImportFailure failure);
}

/// <summary>What became of the lines of one type.</summary>
public sealed record ImportCounts(ItemType Type)
{
    public long Created { get; internal set; }
    public long Changed { get; internal set; }
    public long Unchanged { get; internal set; }
    public long Failed { get; internal set; }
}

/// <summary>What became of an import.</summary>
public sealed class ImportReport
{
    public IReadOnlyList<ImportCounts> Types { get; } = [.. ExchangeFiles.Types.Select(type => new ImportCounts(type))];

    /// <summary>Whole files that could not be read.</summary>
    public int FailedFiles { get; internal set; }

    /// <summary>Whether a bad line ended it.</summary>
    public bool Stopped { get; internal set; }

    public bool HasFailures => FailedFiles > 0 || Types.Any(type => type.Failed > 0);

    internal ImportCounts this[ItemType type] => Types.First(counts => counts.Type == type);
}

internal enum Outcome { Created, Changed, Unchanged }
