using System.Data.Common;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Statements that are the same on both engines and wait for no model of EF Core's.</summary>
internal static class PlainCommands
{
    public static DbCommand Command(this DbConnection connection, string text, params IEnumerable<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
