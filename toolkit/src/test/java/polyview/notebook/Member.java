package polyview.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * A method or a field of a kernel's library.
 *
 * @param owner the class that is named where it is used, with slashes
 * @param descriptor its types, as the JVM writes them
 */
record Member(String owner, String name, String descriptor) {

    /** What a class of ours and the classes in it use of a library: what may be missing in another version. */
    static Set<Member> usedBy(String library, Class<?>... users) throws IOException {
        Set<Member> used = new LinkedHashSet<>();
        for (Class<?> user : users) {
            String file = user.getName().replace('.', '/') + ".class";
            try (InputStream in = user.getClassLoader().getResourceAsStream(file)) {
                new ClassReader(in).accept(new Users(library.replace('.', '/'), used), ClassReader.SKIP_DEBUG);
            }
        }
        return used;
    }

    /** Takes this member away: it has another name in every class that is changed. */
    AlteredLibrary.Change takenAway() {
        Remapper renaming = new Remapper(Opcodes.ASM9) {
            @Override
            public String mapMethodName(String of, String method, String types) {
                return renamed(method, types);
            }

            @Override
            public String mapFieldName(String of, String field, String type) {
                return renamed(field, type);
            }

            @Override
            public String mapInvokeDynamicMethodName(String method, String types, Handle maker, Object... more) {
                // A lambda that is the type whose method has another name.
                return types.endsWith(")L" + owner + ";") && method.equals(name) ? method + "Renamed" : method;
            }
        };
        return next -> new ClassRemapper(next, renaming);
    }

    private String renamed(String member, String types) {
        return member.equals(name) && types.equals(descriptor) ? member + "Renamed" : member;
    }

    @Override
    public String toString() {
        return owner.replaceAll(".*/", "") + "." + name + descriptor.replaceAll("[\\w$/]+/", "");
    }

    /** Collects what is called, read, or made a function of. */
    private static final class Users extends ClassVisitor {

        private final String library;
        private final Set<Member> used;

        Users(String library, Set<Member> used) {
            super(Opcodes.ASM9);
            this.library = library;
            this.used = used;
        }

        private void add(String owner, String name, String descriptor) {
            if (owner.startsWith(library) && !name.equals("<init>")) {
                used.add(new Member(owner, name, descriptor));
            }
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean face) {
                    add(owner, name, descriptor);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    add(owner, name, descriptor);
                }

                @Override
                public void visitInvokeDynamicInsn(String name, String descriptor, Handle maker, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle handle) {
                            add(handle.getOwner(), handle.getName(), handle.getDesc());
                        }
                    }
                }
            };
        }
    }
}
