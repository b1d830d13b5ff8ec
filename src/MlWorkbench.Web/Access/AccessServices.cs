using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Access;

/// <summary>Authentication by cookie for people, by bearer token for programs, and by password to create a token.
/// Endpoints require it unless they allow anonymous access.</summary>
internal static class AccessServices
{
    /// <summary>Selects the handler from the request: a bearer token, a password if the endpoint accepts one, otherwise the cookie.</summary>
    private const string EitherScheme = "Workbench";

    public static void AddWorkbenchAccess(this IServiceCollection services)
    {
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = context =>
                BearerTokenHandler.IsBearer(context.Request) ? BearerTokenHandler.Scheme
                : PasswordHandler.IsTaken(context) ? PasswordHandler.Scheme
                : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, PasswordHandler>(PasswordHandler.Scheme, null)
            .AddCookie(ConfigureCookie);
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<AccessOptions>>((cookie, access) => cookie.ExpireTimeSpan = TimeSpan.FromHours(access.Value.SessionHours));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingSession>();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-TOKEN";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // One cookie for the addresses of all projects.
            options.Cookie.Path = "/";
        });
        services.AddDataProtection().SetApplicationName("MlWorkbench");
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((options, keys) => options.XmlRepository = new StoredProtectionKeys(keys));
        services.AddSingleton<SignInThrottle>();
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "mlw-session";
        options.CookieManager = new HostCookies();
        // One session for the addresses of all projects.
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // The session's row stores its end. Using the cookie does not renew it.
        options.SlidingExpiration = false;
        options.LoginPath = $"/{WorkbenchUrls.SignIn}";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
        // The page itself redirects, to an address encoded for a header.
        options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        options.Events.OnRedirectToLogin = context => SessionCookie.AnswerApiAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => SessionCookie.AnswerApiAsync(context, StatusCodes.Status403Forbidden);
    }
}
