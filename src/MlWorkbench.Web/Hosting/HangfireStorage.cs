using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Hosting;

/// <summary>Creates the storage of Hangfire's wake-up calls: in memory for one process, in the workbench's own database for several.</summary>
internal static class HangfireStorage
{
    /// <summary>A completed call is of no use any more.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    /// <summary>The call of a killed process is repeated after this time. Recovery usually wakes another worker earlier.</summary>
    private static readonly TimeSpan Invisible = TimeSpan.FromMinutes(1);

    public static JobStorage Create(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<StorageOptions>>().Value.IsFile)
        {
            return new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = Kept });
        }

        var connection = services.GetRequiredService<IConfiguration>().GetConnectionString(StorageOptions.ConnectionName);
        return new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(connection, new PostgreSqlStorageOptions()),
            new PostgreSqlStorageOptions
            {
                QueuePollInterval = TimeSpan.FromSeconds(1),
                InvisibilityTimeout = Invisible,
                UseSlidingInvisibilityTimeout = true,
            })
        {
            JobExpirationTimeout = Kept,
        };
    }
}
