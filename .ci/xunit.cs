// The part of xUnit that the tests of kits/csharp use, for Mono, where xUnit cannot be had: runs the
// facts of every class in this assembly and ends with 1 if one fails.
using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Xunit
{
    public sealed class FactAttribute : Attribute { }

    public interface IClassFixture<T> { }

    public static class Assert
    {
        public static void True(bool value) => Check(value, "not true");
        public static void Equal<T>(T expected, T found) => Check(Equals(expected, found), $"{found} is not {expected}");
        public static void Contains(string part, string text) => Check(text.Contains(part), $"{part} is not in {text}");

        public static T Throws<T>(Action action) where T : Exception
        {
            try { action(); }
            catch (T expected) { return expected; }
            throw new Exception($"no {typeof(T)} was thrown");
        }

        private static void Check(bool isRight, string reason)
        {
            if (!isRight) throw new Exception(reason);
        }
    }

    public static class Runner
    {
        public static int Main()
        {
            int passed = 0, failed = 0;
            foreach (var type in Assembly.GetExecutingAssembly().GetTypes())
            {
                var facts = type.GetMethods().Where(one => one.IsDefined(typeof(FactAttribute))).ToList();
                if (facts.Count == 0) continue;
                var fixture = Activator.CreateInstance(type.GetInterfaces()[0].GetGenericArguments()[0]);
                foreach (var fact in facts)
                {
                    try
                    {
                        (fact.Invoke(Activator.CreateInstance(type, fixture), null) as Task)?.GetAwaiter().GetResult();
                        passed++;
                    }
                    catch (Exception problem)
                    {
                        failed++;
                        Console.Error.WriteLine($"{fact.Name}: {problem}");
                    }
                }
                (fixture as IDisposable)?.Dispose();
            }
            Console.WriteLine($"{passed} passed, {failed} failed");
            return failed == 0 ? 0 : 1;
        }
    }
}
