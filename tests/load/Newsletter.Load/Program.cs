using Newsletter.Load;
using Newsletter.Load.Media;

// The modes that tests/load/run, tests/load/media and tests/load/import use.
switch (args)
{
    case ["data", var folder, var articles]: new Data(folder, int.Parse(articles, System.Globalization.CultureInfo.InvariantCulture)).Write(); break;
    case ["database", var action, var name]: await Databases.ExecuteAsync(action, name); break;
    case ["limit-static", var folder, var url]: LimitStatic.Run(folder, url); break;
    case ["limit-sql", var connection, var url]: LimitSql.Run(connection, url); break;
    case ["limit-sql-load", var connection, var folder]: await LimitSql.LoadAsync(connection, folder); break;
    case ["bench", .. var rest]: return await Bench.RunAsync(rest);
    case ["media", .. var rest]: return await MediaBench.RunAsync(rest);
    default:
        Console.Error.WriteLine("usage: data FOLDER ARTICLES | database create|drop NAME | limit-static FOLDER URL | limit-sql CONNECTION URL | limit-sql-load CONNECTION FOLDER | bench ... | media ...");
        return 2;
}
return 0;
