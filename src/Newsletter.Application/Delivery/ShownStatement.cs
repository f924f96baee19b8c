namespace Newsletter.Application.Delivery;

/// <summary>A statement whose rows are documents, to be run again and again.</summary>
internal sealed class ShownStatement(IStatement statement)
{
    private ShownColumns? columns;

    public Task<List<ShownDocument>> ReadAsync(IStatements statements, Given given, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, object?>(statement.Parameters.Count);
        foreach (var parameter in statement.Parameters) values[parameter] = Value(statements, given, parameter.TrimEnd("0123456789").ToString());
        return statements.ReadAsync(statement, values, row => (columns ??= new(row)).Read(row, statements), cancellationToken);
    }

    private static object Value(IStatements statements, Given given, string name) => name switch
    {
        nameof(Given.Now) => statements.Stored(given.Now),
        nameof(Given.Series) => given.Series,
        nameof(Given.Language) => given.Language,
        nameof(Given.Id) => given.Id,
        nameof(Given.Text) => given.Text,
        nameof(Given.After) => given.After,
        nameof(Given.Instant) => statements.Stored(given.Instant),
        nameof(Given.Number) => given.Number,
        _ => throw new InvalidOperationException($"A compiled statement wants {name}, which nobody gives."),
    };
}
