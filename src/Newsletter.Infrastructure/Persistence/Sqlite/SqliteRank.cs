using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Newsletter.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Ranks what FTS5 finds as ts_rank does on PostgreSQL. The bm25 that comes with FTS5 counts for each statement how many rows have each word, in all
/// of its list; that took many times as long as finding the newest rows. An auxiliary function (https://www.sqlite.org/fts5.html, section 7).
/// </summary>
internal static class SqliteRank
{
    /// <summary>What ranks a row of search_word, between 0 and 1.</summary>
    public const string Function = "newsletter_rank";

    private const string Library = "e_sqlite3";
    private const DllImportSearchPath Beside = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;
    private const int Error = 1;
    private const int MaxOnStack = 64;

    /// <summary>How much more a word can count that is there again and again: the sum of 1/n².</summary>
    private const double Repeated = 1.64493406685;

    /// <summary>By the columns title, lead, named, body and keys.</summary>
    private static readonly double[] Weights = [SearchWeights.Title, SearchWeights.Lead, SearchWeights.Names, SearchWeights.Text, 0];

    private static readonly ConditionalWeakTable<object, object> Known = [];

    // SQLite keeps these for as long as there are connections.
    private static readonly Auxiliary Ranking = Rank;
    private static readonly nint Name = Marshal.StringToHGlobalAnsi(Function);
    private static readonly nint PointerType = Marshal.StringToHGlobalAnsi("fts5_api_ptr");

    private static Calls? calls;

    /// <summary>Adds the function to a connection that does not have it yet; connections come from a pool.</summary>
    public static void AddTo(SqliteConnection connection)
    {
        var handle = connection.Handle!;
        if (Known.TryGetValue(handle, out _)) return;
        var api = ApiOf(handle.DangerousGetHandle());
        var create = Marshal.GetDelegateForFunctionPointer<CreateFunction>(Member(api, 3));
        Check(create(api, Name, 0, Marshal.GetFunctionPointerForDelegate(Ranking), 0));
        Known.AddOrUpdate(handle, handle);
    }

    private static nint ApiOf(nint database)
    {
        var place = Marshal.AllocHGlobal(nint.Size);
        try
        {
            Marshal.WriteIntPtr(place, 0);
            Check(Prepare(database, "select fts5(?1)\0"u8.ToArray(), -1, out var statement, 0));
            Check(BindPointer(statement, 1, place, PointerType, 0));
            _ = Step(statement);
            Check(Finish(statement));
            return Marshal.ReadIntPtr(place) is var api and not 0 ? api : throw new InvalidOperationException("This SQLite has no FTS5.");
        }
        finally
        {
            Marshal.FreeHGlobal(place);
        }
    }

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException($"SQLite refused the function that ranks what is found ({code}).");
    }

    private static void Rank(nint api, nint found, nint context, int count, nint values)
    {
        // No exception may leave for native code.
        try
        {
            Answer(context, Rank(calls ??= new(api), found));
        }
        catch (Exception)
        {
            Refuse(context, Error);
        }
    }

    private static double Rank(Calls ask, nint found)
    {
        var phrases = ask.PhraseCount(found);
        Check(ask.InstanceCount(found, out var instances));
        var words = phrases <= MaxOnStack ? stackalloc Word[phrases] : new Word[phrases];
        words.Clear();
        for (var at = 0; at < instances; at++)
        {
            Check(ask.Instance(found, at, out var phrase, out var column, out _));
            words[phrase].Add(Weights[column]);
        }
        var sum = 0.0;
        foreach (var word in words) sum += word.Weight;
        return sum / Math.Max(1, phrases);
    }

    /// <summary>One word, or what else is asked for, in one row. Its heaviest place counts in full, each other one less than the one before.</summary>
    private struct Word
    {
        private int places;
        private double all;
        private double heaviest;
        private double within;

        public readonly double Weight => (all + heaviest - within) / Repeated;

        public void Add(double weight)
        {
            places++;
            var part = weight / ((double)places * places);
            all += part;
            if (weight > heaviest) (heaviest, within) = (weight, part);
        }
    }

    /// <summary>What FTS5 answers about the row at hand: some of the members of Fts5ExtensionApi, which is the same for all connections.</summary>
    private sealed class Calls(nint api)
    {
        public CountPhrases PhraseCount { get; } = Marshal.GetDelegateForFunctionPointer<CountPhrases>(Member(api, 6));
        public CountInstances InstanceCount { get; } = Marshal.GetDelegateForFunctionPointer<CountInstances>(Member(api, 8));
        public FindInstance Instance { get; } = Marshal.GetDelegateForFunctionPointer<FindInstance>(Member(api, 9));
    }

    /// <summary>A function of a table of functions, behind the version that stands first.</summary>
    private static nint Member(nint table, int number) => Marshal.ReadIntPtr(table, number * nint.Size);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Auxiliary(nint api, nint found, nint context, int count, nint values);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int CreateFunction(nint api, nint name, nint data, nint function, nint destroy);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int CountPhrases(nint found);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int CountInstances(nint found, out int count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int FindInstance(nint found, int at, out int phrase, out int column, out int offset);

    [DllImport(Library, EntryPoint = "sqlite3_prepare_v2"), DefaultDllImportSearchPaths(Beside)]
    private static extern int Prepare(nint database, byte[] sql, int length, out nint statement, nint tail);

    [DllImport(Library, EntryPoint = "sqlite3_bind_pointer"), DefaultDllImportSearchPaths(Beside)]
    private static extern int BindPointer(nint statement, int at, nint pointer, nint type, nint destroy);

    [DllImport(Library, EntryPoint = "sqlite3_step"), DefaultDllImportSearchPaths(Beside)]
    private static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_finalize"), DefaultDllImportSearchPaths(Beside)]
    private static extern int Finish(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_result_double"), DefaultDllImportSearchPaths(Beside)]
    private static extern void Answer(nint context, double value);

    [DllImport(Library, EntryPoint = "sqlite3_result_error_code"), DefaultDllImportSearchPaths(Beside)]
    private static extern void Refuse(nint context, int code);
}
