using System.Globalization;

namespace MlWorkbench.Application.Storage.Postgres;

/// <summary>Refuses PostgreSQL servers that lack what the workbench uses.</summary>
internal static class PostgresVersion
{
    /// <summary>The oldest version that the tests run on.</summary>
    public const int Minimum = 15;

    private const int NumbersPerMajor = 10_000;

    /// <param name="number">The setting <c>server_version_num</c>.</param>
    /// <param name="encoding">The setting <c>server_encoding</c>.</param>
    public static void Require(int number, string encoding)
    {
        if (number < Minimum * NumbersPerMajor)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "postgres_too_old", string.Create(CultureInfo.InvariantCulture,
                $"The PostgreSQL server is version {number / NumbersPerMajor}; at least {Minimum} is needed. Upgrade the server."));
        }

        if (encoding != "UTF8")
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "postgres_encoding",
                $"The encoding of the PostgreSQL database is {encoding}; UTF8 is needed. Create the database with ENCODING 'UTF8'.");
        }
    }
}
