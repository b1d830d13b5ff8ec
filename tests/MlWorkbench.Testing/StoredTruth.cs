using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace MlWorkbench.Testing;

/// <summary>Checks the invariants of a workbench's database, even after a kill.</summary>
/// <remarks>Pages, references and contents are intact, a model has one version in Production, and each event has an audit entry.</remarks>
public static class StoredTruth
{
    /// <summary>Returns one sentence for each violated invariant. Empty if all hold.</summary>
    /// <param name="folder">The storage folder, which a running server may use.</param>
    public static IReadOnlyList<string> FindFaults(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "workbench.db")};Pooling=False");
        connection.Open();
        return
        [
            .. List(connection, "PRAGMA integrity_check").Where(line => line != "ok").Select(line => $"The file is damaged: {line}"),
            .. List(connection, "SELECT \"table\" || ' ' || rowid FROM pragma_foreign_key_check").Select(row => $"The target of a reference is missing: {row}"),
            .. List(connection, "SELECT ModelId FROM ModelVersions WHERE Stage = 'Production' GROUP BY ModelId HAVING count(*) > 1").Select(model => $"Model {model} has two versions in Production."),
            .. List(connection, "SELECT ExperimentId || ' ' || Number FROM Runs GROUP BY ExperimentId, Number HAVING count(*) > 1").Select(run => $"A run is stored twice: {run}"),
            .. List(connection, "SELECT SubjectId FROM Evaluations WHERE SubjectKind = 'Run' AND SubjectId NOT IN (SELECT Id FROM Runs)").Select(run => $"The run of an evaluation is missing: {run}"),
            .. List(connection, "SELECT e.Id || ' is ' || e.State || ', its job ' || j.State FROM Experiments e JOIN JobRuns j ON j.SubjectId = e.Id WHERE j.State <> e.State AND NOT EXISTS (SELECT 1 FROM JobRuns n WHERE n.SubjectId = e.Id AND n.QueuedAt > j.QueuedAt)").Select(both => $"An experiment and its job disagree: {both}"),
            .. List(connection, "SELECT e.Sequence FROM Events e LEFT JOIN AuditEntries a ON a.Sequence = e.Sequence WHERE a.Action IS NOT e.Kind").Select(sequence => $"An event has no audit entry: {sequence}"),
            .. DamagedContents(connection).Select(digest => $"The bytes of the content {digest} do not match its digest."),
        ];
    }

    private static IEnumerable<string> DamagedContents(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT c.Digest, k.Bytes FROM Contents c LEFT JOIN ContentChunks k ON k.ChunksId = c.ChunksId ORDER BY c.Digest, k.\"Index\"";
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string? digest = null;
        while (reader.Read())
        {
            if (digest is not null && digest != reader.GetString(0) && digest != Convert.ToHexStringLower(hash.GetHashAndReset()))
            {
                yield return digest;
            }

            digest = reader.GetString(0);
            if (!reader.IsDBNull(1))
            {
                hash.AppendData(reader.GetFieldValue<byte[]>(1));
            }
        }

        if (digest is not null && digest != Convert.ToHexStringLower(hash.GetHashAndReset()))
        {
            yield return digest;
        }
    }

    private static List<string> List(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // All statements are literals of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return lines;
    }
}
