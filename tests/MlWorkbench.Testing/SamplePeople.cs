using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Testing;

/// <summary>Plants accounts that can sign in with <see cref="Password"/>.</summary>
public static class SamplePeople
{
    public const string Password = "correct horse";

    /// <param name="name">Lower case; the address is <c>name@example.org</c>.</param>
    public static async Task<Actor> AddAsync(IServiceProvider services, string name, UserRole role)
    {
        var user = services.GetRequiredService<Accounts>().NewUser($"{name}@example.org", name, role, Password);
        await using var db = await services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return new Actor(user.Id, user.Name, user.Role);
    }
}
