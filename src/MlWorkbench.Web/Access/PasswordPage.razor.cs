using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>Changes the password by a plain form, whose answer sets the new session's cookie.</summary>
public sealed partial class PasswordPage
{
    [Inject]
    public required OwnAccount Account { get; init; }

    private Task ChangeAsync() => OpenSessionAsync(
        async form => await Account.ChangePasswordAsync(HttpContext.User.ToActor(), form.Current, form.Password, HttpContext.RequestAborted),
        WorkbenchUrls.Account);
}
