using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Application.Tests.Access;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Password123")]
    [InlineData("P@ssw0rd!")]
    [InlineData("12345678")]
    [InlineData("qwertyuiop")]
    [InlineData("1q2w3e4r5t")]
    [InlineData("iloveyou1")]
    [InlineData("!Dragon2026")]
    [InlineData("Summer2026!")]
    [InlineData("trustno1")]
    [InlineData("aaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("cdefghijk")]
    [InlineData("987654321")]
    public void Check_AmongTheFirstGuesses_IsRefused(string password) => Assert.Equal("password_common", CodeOf(password));

    [Theory]
    [InlineData("MlWorkbench")]
    [InlineData("mlworkbench2026")]
    [InlineData("benedict.arnold")]
    [InlineData("Benedict1780!")]
    [InlineData("arnoldarnold")]
    [InlineData("ben@example.org")]
    [InlineData("exampleBen#1")]
    public void Check_LittleMoreThanNames_IsRefused(string password) => Assert.Equal("password_personal", CodeOf(password));

    [Theory]
    [InlineData("seven77", "password_length")]
    [InlineData("", "password_length")]
    public void Check_TooShort_IsRefused(string password, string code) => Assert.Equal(code, CodeOf(password));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("long enough")]
    [InlineData("Xk9#mQ2v")]
    [InlineData("benedict likes turtles")]
    [InlineData("パスワードは長い方がいい")]
    public void Check_AnythingElse_IsTaken(string password) => Passwords.Check(password, "ben@example.org", "Benedict Arnold");

    private static string CodeOf(string password) =>
        Assert.Throws<WorkbenchException>(() => Passwords.Check(password, "ben@example.org", "Benedict Arnold")).Code;
}
